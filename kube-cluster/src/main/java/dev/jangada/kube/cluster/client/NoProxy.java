package dev.jangada.kube.cluster.client;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which servers are reached without the environment's proxy, by the rules that kubectl follows
 * (golang.org/x/net/http/httpproxy): entries with commas between, each {@code *}, an address, a network
 * ({@code 10.0.0.0/8}), or a domain, which means its subdomains as well ({@code .corp.local} and {@code *.corp.local}
 * mean only those); an address and a domain may name a port.
 *
 * @param list the value of {@code NO_PROXY}
 */
record NoProxy(String list) {

    /**
     * Whether a server is named.
     *
     * @param host its name or address, without brackets
     */
    boolean names(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || names(entry, lower, port));
    }

    private static boolean names(String entry, String host, int port) {
        Optional<InetAddress> address = address(host);
        int slash = entry.indexOf('/');
        if (slash >= 0) {
            return address.isPresent()
                    && isWithin(address.get(), entry.substring(0, slash), entry.substring(slash + 1));
        }
        if (address(entry).isPresent()) {
            return address.equals(address(entry));
        }
        int colon = entry.lastIndexOf(':');
        String ofPort = colon < 0 ? "" : entry.substring(colon + 1);
        if (!ofPort.isEmpty() && !ofPort.equals(String.valueOf(port))) {
            return false;
        }
        String named = (colon < 0 ? entry : entry.substring(0, colon)).replaceAll("^\\[(.*)]$", "$1");
        Optional<InetAddress> namedAddress = address(named);
        return namedAddress.isPresent() ? address.equals(namedAddress) : isOf(named, host);
    }

    private static boolean isOf(String domain, String host) {
        String bare = domain.startsWith("*.") ? domain.substring(1) : domain;
        if (bare.isEmpty()) {
            return false;
        }
        return bare.startsWith(".") ? host.endsWith(bare) : host.equals(bare) || host.endsWith("." + bare);
    }

    private static boolean isWithin(InetAddress address, String network, String length) {
        byte[] is = address.getAddress();
        byte[] base = address(network).map(InetAddress::getAddress).orElse(new byte[0]);
        if (base.length != is.length || !length.matches("\\d{1,3}") || Integer.parseInt(length) > 8 * is.length) {
            return false;
        }
        int bits = Integer.parseInt(length);
        int whole = bits / 8;
        int mask = 0xff00 >> bits % 8 & 0xff;
        return Arrays.equals(is, 0, whole, base, 0, whole) && (mask == 0 || (is[whole] & mask) == (base[whole] & mask));
    }

    /** An address that is written out; no name is looked up. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
