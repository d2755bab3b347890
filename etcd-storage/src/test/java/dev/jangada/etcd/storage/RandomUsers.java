package dev.jangada.etcd.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.LabException;
import java.util.Random;

/** Requests that change users, roles and what they may do, at random; and others as such users. */
final class RandomUsers {

    private static final String PASSWORD = "p";
    private static final String ROOT = "root";
    private static final String[] TYPES = {"READ", "WRITE", "READWRITE"};

    private final EtcdGateway etcd;
    private final Random random;
    private final long seed;
    private final boolean looksInside;

    /**
     * Users of a server.
     *
     * @param looksInside whether the server looks at all that a transaction puts before it permits it
     */
    RandomUsers(EtcdGateway etcd, long seed, boolean looksInside) {
        this.etcd = etcd;
        this.seed = seed;
        this.looksInside = looksInside;
        this.random = new Random(seed);
    }

    /** Users and roles come and go, are asked for, and send requests; sometimes nobody asks for them any more at the end. */
    void play(int rounds) {
        change(30);
        call("user/add", named(ROOT).put("password", PASSWORD));
        call("role/add", named(ROOT));
        call("user/grant", Json.object().put("user", ROOT).put("role", ROOT));
        // Somebody who may write something.
        call("user/add", named("u0").put("password", PASSWORD));
        call("role/add", named("r0"));
        call("role/grant", named("r0").set("perm", permission("READWRITE", "k/1", "k/3")));
        call("user/grant", Json.object().put("user", "u0").put("role", "r0"));
        call("enable", Json.object());
        for (int round = 0; round < rounds; round++) {
            boolean known = login("u" + random.nextInt(3));
            requests(round).send(known ? 25 : 2);
            login(ROOT);
            change(6);
            requests(50 + round).send(5);
        }
        if (random.nextInt(3) == 0) {
            call("disable", Json.object());
        }
    }

    private RandomRequests requests(int part) {
        var requests = new RandomRequests(etcd, seed * 100 + part);
        return looksInside ? requests.ofAUser() : requests.ofAUserNotLookedAt();
    }

    private boolean login(String name) {
        try {
            etcd.login(name, PASSWORD);
            return true;
        } catch (LabException unknown) {
            return false;
        }
    }

    private void change(int count) {
        for (int i = 0; i < count; i++) {
            change();
        }
    }

    private void change() {
        String user = "u" + random.nextInt(4);
        String role = "r" + random.nextInt(4);
        switch (random.nextInt(10)) {
            case 0 -> call("user/add", named(user).put("password", PASSWORD));
            case 1 -> call("user/add", noPassword("n" + random.nextInt(2)));
            case 2 -> call("user/delete", named(random.nextInt(5) == 0 ? ROOT : user));
            case 3 -> call("user/changepw", named(user).put("password", PASSWORD));
            case 4 -> call("user/grant", Json.object().put("user", user).put("role", role));
            case 5 -> call("user/revoke", named(user).put("role", role));
            case 6 -> call("role/add", Json.object().put("name", role));
            case 7 -> call("role/delete", Json.object().put("role", role));
            case 8 -> call("role/grant", named(role).set("perm", randomPermission()));
            default -> {
                ObjectNode range = randomPermission();
                range.remove("permType");
                call("role/revoke", range.put("role", role));
            }
        }
    }

    private static ObjectNode named(String name) {
        return Json.object().put("name", name);
    }

    private static ObjectNode noPassword(String name) {
        ObjectNode user = named(name);
        user.putObject("options").put("no_password", true);
        return user;
    }

    private ObjectNode randomPermission() {
        int from = random.nextInt(4);
        String end = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "\0";
            default -> "k/" + (from + 1 + random.nextInt(3));
        };
        return permission(TYPES[random.nextInt(TYPES.length)], "k/" + from, end);
    }

    private static ObjectNode permission(String type, String key, String end) {
        return Json.object()
                .put("permType", type)
                .put("key", Answers.base64(key))
                .put("range_end", Answers.base64(end));
    }

    /** Calls; a refusal is as good as any answer. */
    private void call(String what, ObjectNode request) {
        try {
            var _ = etcd.call("/v3/auth/" + what, request);
        } catch (LabException refused) {
            // Names that are not there or there already, root that cannot go: etcd's log has them too.
        }
    }
}
