using System.ComponentModel.DataAnnotations;

namespace Digest.Sample;

/// <summary>The conveniences of a first run: a sample press to read from and a mailbox to send to. Section "Sample".</summary>
public sealed record SampleOptions
{
    /// <summary>Auto: the press while no feed of your own is configured, the mailbox while no relay is. On and off decide both.</summary>
    public SampleMode Enabled { get; init; } = SampleMode.Auto;

    /// <summary>The loopback port of the sample press; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int PressPort { get; init; } = 8081;

    /// <summary>The loopback port of the mailbox's SMTP server; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int MailPort { get; init; } = 8025;

    /// <summary>The sample subscriber's address; its mail goes nowhere but into the mailbox.</summary>
    [Required, EmailAddress]
    public string Address { get; init; } = "reader@digest.example";

    /// <summary>The sample subscriber's time zone (IANA).</summary>
    [Required]
    public string Zone { get; init; } = "Europe/London";
}

public enum SampleMode { Auto, On, Off }
