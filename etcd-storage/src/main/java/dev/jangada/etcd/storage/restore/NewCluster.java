package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cluster that a restore makes.
 *
 * @param members its members
 * @param token what makes its numbers differ from those of another cluster with the same URLs; etcd's own default is
 *     {@code etcd-cluster}
 */
public record NewCluster(List<NewMember> members, String token) {

    /** etcd's default for {@code --initial-cluster-token}. */
    public static final String DEFAULT_TOKEN = "etcd-cluster";

    /** etcd's default for {@code --name}. */
    public static final String DEFAULT_NAME = "default";

    /** etcd's default for {@code --initial-advertise-peer-urls}. */
    public static final String DEFAULT_PEER_URL = "http://localhost:2380";

    /** Checks that names, URLs and numbers differ. */
    public NewCluster {
        members = List.copyOf(members);
        var urls = new HashSet<String>();
        var ids = new HashSet<Long>();
        for (NewMember member : members) {
            for (String url : member.peerUrls()) {
                if (!urls.add(url)) {
                    throw new Problem(ExitCode.USAGE, RestoreMessage.URL_TWICE, url);
                }
            }
            if (!ids.add(member.id(token))) {
                throw new Problem(ExitCode.USAGE, RestoreMessage.SAME_ID, Long.toHexString(member.id(token)));
            }
        }
    }

    /**
     * Reads etcd's {@code --initial-cluster}.
     *
     * @param text {@code NAME=URL,NAME=URL}; a name may come several times, with one URL each time
     * @throws Problem if that is not what it is
     */
    public static NewCluster parse(String text, String token) {
        Map<String, List<String>> urls = new LinkedHashMap<>();
        for (String each : text.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals < 1 || each.length() == equals + 1) {
                throw new Problem(ExitCode.USAGE, RestoreMessage.BAD_CLUSTER, text);
            }
            urls.computeIfAbsent(each.substring(0, equals).strip(), name -> new ArrayList<>())
                    .add(each.substring(equals + 1));
        }
        return new NewCluster(
                urls.entrySet().stream()
                        .map(member -> new NewMember(member.getKey(), member.getValue()))
                        .toList(),
                token);
    }

    /**
     * The member with a name.
     *
     * @throws Problem if there is none
     */
    public NewMember member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        ExitCode.USAGE,
                        RestoreMessage.UNKNOWN_NAME,
                        name,
                        String.join(", ", members.stream().map(NewMember::name).toList())));
    }

    /**
     * Checks that a member has the URLs that were said to be its own, as etcd does with
     * {@code --initial-advertise-peer-urls}.
     *
     * @throws Problem if it has others
     */
    public void requireUrls(String name, List<String> advertised) {
        NewMember member = member(name);
        NewMember said = new NewMember(name, advertised);
        if (!said.peerUrls().equals(member.peerUrls())) {
            throw new Problem(
                    ExitCode.USAGE,
                    RestoreMessage.OTHER_URLS,
                    name,
                    String.join(",", said.peerUrls()),
                    String.join(",", member.peerUrls()));
        }
    }

    /** The cluster's number. */
    public long id() {
        return NewMember.clusterId(ids());
    }

    /** The members' numbers, the smallest first, as unsigned numbers. */
    List<Long> ids() {
        return sorted().stream().map(Member::id).toList();
    }

    /** The members as etcd's files describe them, in the order of their numbers. */
    List<Member> sorted() {
        return members.stream()
                .map(member -> new Member(member.id(token), member.name(), member.peerUrls(), List.of(), false))
                .sorted((one, other) -> Long.compareUnsigned(one.id(), other.id()))
                .toList();
    }
}
