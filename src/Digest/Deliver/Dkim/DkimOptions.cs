using System.ComponentModel.DataAnnotations;

namespace Digest.Deliver.Dkim;

/// <summary>How mails are signed (RFC 6376, RFC 8463). Section "Dkim". No keys: mails leave unsigned, and doctor says so.</summary>
public sealed record DkimOptions : IValidatableObject
{
    /// <summary>The signing domain (d=). Empty: the domain of each mail's From, which aligns by itself.</summary>
    [StringLength(253)]
    public string? Domain { get; init; }

    /// <summary>
    /// The keys, RSA and Ed25519 side by side. Of each kind one signs: the one whose <see cref="DkimKeyOptions.SignsFrom"/> came
    /// last. So a rotation is a second key listed with a date, published before it; the old record stays while mails are under way.
    /// </summary>
    public IReadOnlyList<DkimKeyOptions> Keys { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var bad = Keys.FirstOrDefault(k => !DkimName.IsSelector(k.Selector) || string.IsNullOrWhiteSpace(k.File));
        if (bad is not null)
        {
            yield return new ValidationResult($"key '{bad.Selector}' needs a Selector of letters, digits and '-' and a File.", [nameof(Keys)]);
        }

        if (Keys.Select(k => k.Selector).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Keys.Count)
        {
            yield return new ValidationResult("two keys share one Selector.", [nameof(Keys)]);
        }
    }
}

/// <summary>One private key and the name it is published under.</summary>
public sealed record DkimKeyOptions
{
    /// <summary>The s= of the signature; the record stands at SELECTOR._domainkey.DOMAIN.</summary>
    public string Selector { get; init; } = "";

    /// <summary>A PEM file: PKCS#8, or PKCS#1 for RSA. Only the program's user should be able to read it (0600).</summary>
    public string File { get; init; } = "";

    /// <summary>From when on it signs; empty: from the start.</summary>
    public DateTimeOffset? SignsFrom { get; init; }
}
