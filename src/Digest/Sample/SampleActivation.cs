namespace Digest.Sample;

/// <summary>What decides about the conveniences of a first run.</summary>
/// <param name="OwnSources">Sources in the database that are not the sample press's.</param>
/// <param name="HasOpml">feeds.opml lies in the working directory.</param>
public sealed record SampleFacts(SampleMode Mode, bool HasRelay, long OwnSources, bool HasOpml);

/// <summary>Which conveniences are on, and why, in words for the log.</summary>
public sealed record SampleActivation(bool Press, string PressWhy, bool Mailbox, string MailboxWhy)
{
    /// <summary>Off only for now: what the press has in the database stays.</summary>
    public bool IsOffForNow { get; init; }

    /// <summary>The press goes off with the first feed of one's own, the mailbox with the first relay, each by itself.</summary>
    public static SampleActivation Decide(SampleFacts facts)
    {
        if (facts.Mode == SampleMode.Off)
        {
            return new(false, "Sample:Enabled is off", false, "Sample:Enabled is off");
        }

        var (press, pressWhy) = DecidePress(facts);
        // A relay is never set aside, not even by "on": mail for real people must not end in a file unnoticed.
        return facts.HasRelay
            ? new(press, pressWhy, false, "a relay is configured")
            : new(press, pressWhy, true, "no relay is configured");
    }

    private static (bool On, string Why) DecidePress(SampleFacts facts) => facts switch
    {
        { Mode: SampleMode.On } => (true, "Sample:Enabled is on"),
        { OwnSources: 1 } => (false, "there is a source of your own"),
        { OwnSources: > 1 } => (false, $"there are {facts.OwnSources} sources of your own"),
        { HasOpml: true } => (false, "feeds.opml is here"),
        _ => (true, "there is no source of your own yet"),
    };
}
