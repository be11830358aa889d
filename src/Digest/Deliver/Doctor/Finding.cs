namespace Digest.Deliver.Doctor;

public enum FindingLevel { Ok, Warn, Fail }

/// <summary>One thing that decides whether mail arrives: how it stands and, when it does not stand well, what to change.</summary>
/// <param name="Check">spf, dkim, dmarc, mx, ptr, relay, site, unsubscribe, clock, mail, secrets, feedback, waiting.</param>
/// <param name="Change">What to do, in words that can be followed; null when all is well.</param>
public sealed record Finding(string Check, FindingLevel Level, string What, string? Change = null)
{
    public static Finding Ok(string check, string what) => new(check, FindingLevel.Ok, what);

    public static Finding Warn(string check, string what, string change) => new(check, FindingLevel.Warn, what, change);

    public static Finding Fail(string check, string what, string change) => new(check, FindingLevel.Fail, what, change);
}
