using System.ComponentModel.DataAnnotations;

namespace Digest.Deliver;

/// <summary>How a connection to a relay is secured.</summary>
public enum RelaySecurity
{
    /// <summary>TLS is required, by STARTTLS or, on port 465, from the first octet; only loopback goes without.</summary>
    Auto,
    None,
    StartTls,
    Tls,
}

/// <summary>Who speaks SMTP once the connection stands.</summary>
public enum RelayClient
{
    /// <summary>Our own pipelined transaction (RFC 2920), several times as fast.</summary>
    Lean,
    MailKit,
}

/// <summary>One SMTP relay (a smart host), and how much may be asked of it.</summary>
public record RelayOptions
{
    /// <summary>What it is called in the ledger and in messages; host:port when empty.</summary>
    public string? Name { get; init; }

    /// <summary>Host name or address.</summary>
    public string Host { get; init; } = "";

    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>A file that holds the password, for secrets that must not stand in the environment.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>TLS is required for anything but loopback, and never given up when it fails.</summary>
    public RelaySecurity Security { get; init; } = RelaySecurity.Auto;

    /// <summary>A PEM file of certificates to trust beside the system's, for a relay with a private one.</summary>
    public string? TrustedCertificates { get; init; }

    public RelayClient Client { get; init; } = RelayClient.Lean;

    /// <summary>What we call ourselves in EHLO (RFC 5321, 4.1.1.1); the machine's name when empty.</summary>
    public string? HelloName { get; init; }

    /// <summary>The most connections at once. Fewer are opened for few mails, and when the relay says that it is too many.</summary>
    [Range(1, 500)]
    public int Connections { get; init; } = 10;

    /// <summary>Mails on one connection; 0: as many as the relay takes.</summary>
    [Range(0, 1_000_000)]
    public int MessagesPerConnection { get; init; }

    /// <summary>Mails a second; 0: as fast as it goes.</summary>
    [Range(0, 100_000)]
    public double MaxPerSecond { get; init; }

    /// <summary>Its share of the mails among several relays; 0: only when no other answers.</summary>
    [Range(0, 1000)]
    public int Weight { get; init; } = 1;

    /// <summary>While a new address earns its reputation: the most mails on its first day, its second …; empty: no limit.</summary>
    public IReadOnlyList<int> WarmUp { get; init; } = [];

    /// <summary>The first day of the warm-up (2026-11-24, UTC).</summary>
    public DateOnly? WarmUpFrom { get; init; }

    /// <summary>The name, and never the password.</summary>
    public override string ToString() => Title;

    internal string Title => Name is { Length: > 0 } ? Name : $"{Host}:{Port}";
}
