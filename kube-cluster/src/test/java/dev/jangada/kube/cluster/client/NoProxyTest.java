package dev.jangada.kube.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of golang.org/x/net/http/httpproxy (config.go: init, useProxy). */
class NoProxyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                    | anything.example | true",
                "corp.local           | corp.local       | true",
                "corp.local           | api.corp.local   | true",
                "corp.local           | notcorp.local    | false",
                "corp.local           | corp.local.evil  | false",
                ".corp.local          | api.corp.local   | true",
                ".corp.local          | corp.local       | false",
                "*.corp.local         | api.corp.local   | true",
                "*.corp.local         | corp.local       | false",
                "CORP.local           | API.corp.LOCAL   | true",
                "corp.local:6443      | api.corp.local   | true",
                "corp.local:443       | api.corp.local   | false",
                "a.example, corp.local| corp.local       | true",
                "10.1.2.3             | 10.1.2.3         | true",
                "10.1.2.3             | 10.1.2.30        | false",
                "10.1.2.3:6443        | 10.1.2.3         | true",
                "10.1.2.3:443         | 10.1.2.3         | false",
                "10.0.0.0/8           | 10.1.2.3         | true",
                "10.0.0.0/8           | 11.1.2.3         | false",
                "10.1.2.128/25        | 10.1.2.129       | true",
                "10.1.2.128/25        | 10.1.2.127       | false",
                "10.1.2.3/32          | 10.1.2.3         | true",
                "0.0.0.0/0            | 10.1.2.3         | true",
                "10.0.0.0/8           | ten.example      | false",
                "10.0.0.0/99          | 10.1.2.3         | false",
                "fd00::/8             | fd12::1          | true",
                "fd12:0::1            | fd12::1          | true",
                "[fd12::1]:6443       | fd12::1          | true",
                "''                   | corp.local       | false",
                "','                  | corp.local       | false",
                "':6443'              | corp.local       | false"
            })
    void namesWhatGoNames(String list, String host, boolean named) {
        assertThat(new NoProxy(list).names(host, 6443)).isEqualTo(named);
    }
}
