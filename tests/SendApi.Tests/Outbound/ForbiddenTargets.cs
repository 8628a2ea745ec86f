namespace SendApi.Tests.Outbound;

/// <summary>What a customer might write to have us call an address inside, in every spelling we know of.</summary>
internal static class ForbiddenTargets
{
    public static readonly string[] Addresses =
    [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ];

    /// <summary>Hosts as they stand in an address.</summary>
    public static readonly string[] Hosts =
    [
        // This machine, by address and by name.
        "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "2130706433", "0x7f000001", "0X7F000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.1",
        "00000177.0.0.1", "017700000001", "127.0.0.0x1", "127.0.0.1.", "127.1.", "localhost", "LocalHost", "localhost.", "hooks.localhost", "a.b.LOCALHOST.", "loopback",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::FFFF:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[::1%1]", "[::1%25lo]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        // The secrets of a cloud machine.
        "169.254.169.254", "2852039166", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376", "0251.254.0xa9.254", "169.254.43518", "169.16689662", "169.254.169.254.",
        "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]", "[fd00:ec2::254]", "[fe80::a9fe:a9fe]", "169.254.170.2", "192.0.0.192",
        "100.100.100.200",
        // Networks inside, and what no receiver can have.
        "10.0.0.1", "10.1", "167772161", "0xa000001", "012.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.257", "3232235777", "100.64.0.1", "198.18.0.1",
        "192.0.2.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "4294967295", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%2]", "[fec0::1]",
        "[ff02::1]", "[2001:db8::1]", "[2001::1]", "[100::1]", "[64:ff9b:1::1]", "[3fff::1]", "[5f00::1]",
        // What some parsers make an address of, and others not.
        "１２７.０.０.１", "127。0。0。1", "127．0．0．1", "①②⑦.0.0.1", "ⓛocalhost", "localho\u00ADst", "%31%32%37.0.0.1", "127.0.0.1%2f", "127.0.0.1%00", "%6cocalhost", "loc%61lhost",
        "256.256.256.256", "127.0.0.1.5", "4294967296", "0x100000000", "0x", "1.2.3.0x", "999", "127.0.0.08", "[::ffff:127.0.0.256]", "[v1.fe80::1]", "[::1", "::1",
    ];

    /// <summary>Whole addresses that hide their host, or are none.</summary>
    public static readonly string[] Urls =
    [
        "https://example.com@127.0.0.1/", "https://example.com:pass@10.0.0.1/", "https://@127.0.0.1/", "https://127.0.0.1\\@example.com/", "https://example.com\\@127.0.0.1/",
        "https://127.0.0.1#@example.com/", "https://example.com/#a", "https:\\\\127.0.0.1/", "https:/\\127.0.0.1/", "https:127.0.0.1", "https:///127.0.0.1/", "//127.0.0.1/",
        "127.0.0.1", "/etc/passwd", "", "hello", "https://", "https:///", "https://:443/", "https://.", "https://./",
        " https://127.0.0.1/", "https://127.0.0.1 /", "https://127.0.0.1\t/", "https://127.0.0.1\r\nHost: a/", "https://exa\nmple.com/", "https://example.com/\u0000", "https://example.com/a b",
        "https://example.com/\u202Egpj", "https://example.com/\u00A0", "https://example.com:0/", "https://example.com:65536/", "https://example.com:-1/", "https://ex..ample.com/",
        "http://example.com/", "http://8.8.8.8/", "HTTP://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)", "data:text/plain,a",
        $"https://{string.Concat(Enumerable.Repeat("long.", 60))}example.com/", $"https://{new string('x', 64)}.example.com/",
        "unix:/var/run/docker.sock", "ws://example.com/", "httpss://example.com/", "jar:https://example.com/",
    ];
}
