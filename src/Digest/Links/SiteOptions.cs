using System.ComponentModel.DataAnnotations;

namespace Digest.Links;

/// <summary>Who publishes, and where readers find it. Section "Site".</summary>
public sealed record SiteOptions
{
    // Its domain goes into Message-ID, envelope, DKIM and the doctor's advice: what could not stand there is refused at start.
    private const string BareAddress = @"[^\s<>(),:;""@\[\]]+@[^\s<>(),:;""@\[\]]+";

    /// <summary>The paper's name, shown on pages and in the From header.</summary>
    [Required, StringLength(80, MinimumLength = 1)]
    public string Name { get; init; } = "Digest";

    /// <summary>The public address every link in mails and pages begins with; never taken from a request.</summary>
    [Required, Url]
    public string BaseUrl { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The postal address in each mail's footer (required by law in many countries).</summary>
    [Required, StringLength(300, MinimumLength = 1)]
    public string PostalAddress { get; init; } = "Digest, 1 Example Street, Exampletown";

    /// <summary>The From address. Its domain is used for Message-ID, List-Id and the envelope.</summary>
    [Required, RegularExpression(BareAddress, ErrorMessage = "An address alone (news@digest.example); the name before it is Site:Name.")]
    public string From { get; init; } = "digest@digest.example";

    /// <summary>Where replies go: an address a person answers. Empty means the From address.</summary>
    [RegularExpression(BareAddress, ErrorMessage = "An address alone (editor@digest.example).")]
    public string? ReplyTo { get; init; }

    /// <summary>The key that signs links, 32 bytes or more as base64; several, comma-separated, for rotation: the first signs, all verify. Empty: made once and kept in Store:Directory.</summary>
    public string? LinkKeys { get; init; }

    /// <summary>A file that holds the link keys, one a line.</summary>
    public string? LinkKeysFile { get; init; }
}
