using SendApi.Core.Sending;

namespace SendApi.Connectors.Smpp;

/// <summary>Which binds a provider gets (SMPP Protocol Specification v3.4, section 2.2).</summary>
public enum SmppBindMode { Transceiver, TransmitterAndReceiver, TransmitterOnly }

/// <summary>How a text of several parts travels: user data headers, one message_payload, or the sar_ parameters.</summary>
public enum SmppLongMessages { Udh, Payload, Sar }

/// <summary>An SMPP provider's settings, read and checked.</summary>
public sealed record SmppOptions
{
    public static readonly ConnectorInfo Info = new("smpp", "SMPP 3.4 (a carrier or an aggregator)",
    [
        new("host", "Name or address of the carrier's SMSC.", Required: true),
        new("port", "TCP port of the SMSC.", Default: "2775"),
        new("system_id", "The user name the carrier gave you.", Required: true),
        new("password", "The password that goes with it.", Required: true, Secret: true),
        new("system_type", "Only where the carrier asks for one."),
        new("bind", "trx: one bind both ways. txrx: one bind to send and one to receive. tx: send only, no receipts.", Default: "trx"),
        new("tls", "on to speak TLS, with the carrier's certificate checked.", Default: "off"),
        new("tls_server_name", "The name the certificate must have, where it is not the host."),
        new("binds", "How many binds are held side by side, 1 to 10, where the carrier allows several; each has a window of its own.", Default: "1"),
        new("window", "How many messages may wait for the carrier's answer, 1 to 1000; with several binds, on each.", Default: "50"),
        new("enquire_link_seconds", "After how long a silence the link is tested, 5 to 600.", Default: "30"),
        new("response_timeout_seconds", "How long an answer may take, 1 to 120.", Default: "10"),
        new("long_messages", "udh: parts with a header. payload: one message_payload. sar: parts with sar_ parameters.", Default: "udh"),
        new("source_ton", "The sender's type of number, 0 to 255; by the sender's form when not set."),
        new("source_npi", "The sender's numbering plan, 0 to 255; by the sender's form when not set."),
        new("dest_ton", "The recipient's type of number, 0 to 255.", Default: "1"),
        new("dest_npi", "The recipient's numbering plan, 0 to 255.", Default: "1"),
        new("default_sender", "The sender of messages that name none."),
        new("data_coding_gsm", "The data_coding of texts in the GSM alphabet, 0 to 255.", Default: "0"),
        new("inbound_alphabet", "gsm, latin1 or utf8: the alphabet of inbound texts with data_coding 0.", Default: "gsm"),
        new("throttle_per_second", "The most parts a second the carrier allows; 0 for no limit of ours.", Default: "0"),
        new("max_nodes", "The most nodes that are bound at once, for a carrier that allows fewer binds than you have nodes; all unless set."),
        new("receipt_ids", "same: receipts name a message as the answer to its submit did. hex_in_answer: the answer is hexadecimal, receipts are decimal. decimal_in_answer: the other way round.", Default: "same"),
        new("request_receipts", "yes to ask for delivery receipts, no to go without.", Default: "yes"),
    ]);

    public required string Host { get; init; }
    public int Port { get; init; } = 2775;
    public required string SystemId { get; init; }
    public required string Password { get; init; }
    public string SystemType { get; init; } = "";
    public SmppBindMode Bind { get; init; }
    public bool Tls { get; init; }
    public string? TlsServerName { get; init; }
    public int Binds { get; init; } = 1;
    public int Window { get; init; } = 50;
    public TimeSpan EnquireLink { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);
    public SmppLongMessages LongMessages { get; init; }
    public byte? SourceTon { get; init; }
    public byte? SourceNpi { get; init; }
    public byte DestinationTon { get; init; } = 1;
    public byte DestinationNpi { get; init; } = 1;
    public string? DefaultSender { get; init; }
    public byte GsmDataCoding { get; init; }
    public SmppAlphabet InboundAlphabet { get; init; }
    public int ThrottlePerSecond { get; init; }
    public bool RequestReceipts { get; init; } = true;
    public ReceiptIdForm ReceiptIds { get; init; }

    /// <summary>How many nodes may be bound at once; 0 for all.</summary>
    public int MaxNodes { get; init; }

    /// <summary>Reads an operator's settings; throws <see cref="InvalidSetting"/> that names the wrong one and says what would do.</summary>
    public static SmppOptions Parse(IReadOnlyDictionary<string, string> settings)
    {
        Info.Check(settings);
        var read = new SettingReader(settings);
        var (binds, throttle) = (read.Number("binds", 1, 1, 10), read.Number("throttle_per_second", 0, 0, 100_000));
        if (throttle > 0 && throttle < binds)
            throw new InvalidSetting("binds", "'binds' may not be more than 'throttle_per_second': each bind has its share of it.");

        return new SmppOptions
        {
            Host = read.Text("host", 255) ?? "",
            Port = read.Number("port", 2775, 1, 65535),
            SystemId = read.Text("system_id", 64) ?? "",
            Password = read.Text("password", 64) ?? "",
            SystemType = read.Text("system_type", 12) ?? "",
            Bind = read.Choice("bind", ("trx", SmppBindMode.Transceiver), ("txrx", SmppBindMode.TransmitterAndReceiver), ("tx", SmppBindMode.TransmitterOnly)),
            Tls = read.Choice("tls", ("off", false), ("on", true)),
            TlsServerName = read.Text("tls_server_name", 255),
            Binds = binds,
            Window = read.Number("window", 50, 1, 1000),
            EnquireLink = TimeSpan.FromSeconds(read.Number("enquire_link_seconds", 30, 5, 600)),
            ResponseTimeout = TimeSpan.FromSeconds(read.Number("response_timeout_seconds", 10, 1, 120)),
            LongMessages = read.Choice("long_messages", ("udh", SmppLongMessages.Udh), ("payload", SmppLongMessages.Payload), ("sar", SmppLongMessages.Sar)),
            SourceTon = read.Octet("source_ton"),
            SourceNpi = read.Octet("source_npi"),
            DestinationTon = read.Octet("dest_ton") ?? 1,
            DestinationNpi = read.Octet("dest_npi") ?? 1,
            DefaultSender = read.Text("default_sender", 20),
            GsmDataCoding = read.Octet("data_coding_gsm") ?? 0,
            InboundAlphabet = read.Choice("inbound_alphabet", ("gsm", SmppAlphabet.Gsm), ("latin1", SmppAlphabet.Latin1), ("utf8", SmppAlphabet.Utf8)),
            ThrottlePerSecond = throttle,
            MaxNodes = read.Number("max_nodes", 0, 1, 100),
            ReceiptIds = read.Choice("receipt_ids", ("same", ReceiptIdForm.Same), ("hex_in_answer", ReceiptIdForm.HexInAnswer), ("decimal_in_answer", ReceiptIdForm.DecimalInAnswer)),
            RequestReceipts = read.Choice("request_receipts", ("yes", true), ("no", false)),
        };
    }

    /// <summary>A bind's share of what the carrier allows a second, all of them together no more and no less; 0 for no limit.</summary>
    /// <param name="bind">From 0.</param>
    public int ThrottleOf(int bind) => ThrottlePerSecond / Binds + (bind < ThrottlePerSecond % Binds ? 1 : 0);

    // The record's own ToString would print the password.
    public override string ToString() => $"smpp {SystemId}@{Host}:{Port}";
}
