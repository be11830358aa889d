using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>A digest as it would be sent now, in its three shapes.</summary>
/// <param name="SkippedBecause">Why it would not be sent; the shapes are then empty.</param>
public sealed record PreviewedMail(long? EditionNumber, string Subject, string Html, string Text, ReadOnlyMemory<byte> Message, int Stories, string? SkippedBecause);

/// <summary>Shows the digest of the newest edition for an address, known or not; writes nothing to the database.</summary>
public sealed class Preview
{
    private readonly Database _database;
    private readonly IssueMail _issues;
    private readonly Presses _presses;
    private readonly ComposeOptions _options;
    private readonly SiteLinks _links;
    private readonly TimeProvider _clock;

    internal Preview(Database database, IssueMail issues, Presses presses, ComposeOptions options, SiteLinks links, TimeProvider clock)
    {
        (_database, _issues, _presses, _options, _links, _clock) = (database, issues, presses, options, links, clock);
    }

    /// <param name="address">Of a subscriber; for another one the usual choices are taken.</param>
    /// <param name="usual">What a reader without choices gets.</param>
    public async Task<PreviewedMail> ShowAsync(string address, Choices usual, CancellationToken ct = default)
    {
        var (edition, known) = await _database.ReadAsync(async s =>
        {
            var now = _clock.GetUtcNow();
            var reader = await RecipientStore.SubscriberAsync(s, address).ConfigureAwait(false);
            var week = reader is { Frequency: Frequency.Weekly } ? await EditionStore.NewestAsync(s, now, EditionSpan.Week).ConfigureAwait(false) : null;
            return (week ?? await EditionStore.NewestAsync(s, now).ConfigureAwait(false), reader);
        }, ct).ConfigureAwait(false);
        if (edition is null)
        {
            return new PreviewedMail(null, "", "", "", default, 0, "there is no edition yet: run `digest edition`");
        }

        var reader = known ?? Stranger(address, usual);
        // What was sent before is shown again: a preview is for looking at.
        var issue = IssueComposer.Compose(edition, reader, ReaderMemory.Nothing, _options);
        var press = _presses.For(edition, reader);
        if (issue.SkippedBecause is not null || _issues.Content(press, issue.Stories, reader) is not { } content)
        {
            return new PreviewedMail(edition.Number, "", "", "", default, 0, issue.SkippedBecause ?? "the edition holds none of its stories");
        }

        var printed = press.Fit(content);
        var (text, html) = press.Show(printed);
        return new PreviewedMail(
            edition.Number, press.Subject(printed.Lead), html, text, _issues.Message(Row(reader, edition), press, printed), printed.Count, null);
    }

    private Delivery Row(Subscriber reader, Edition edition) => new()
    {
        Id = 0,
        Kind = MailKind.Digest,
        SubscriberId = reader.Id,
        Address = reader.Address,
        MessageId = $"preview.{edition.Number}.{reader.Id}@{_links.Domain}",
        State = DeliveryState.Pending,
        DueAt = edition.CutAt,
        CreatedAt = edition.CutAt,
        ExpiresAt = edition.CutAt,
    };

    private static Subscriber Stranger(string address, Choices usual) => new()
    {
        Id = 0,
        Address = address,
        Topics = usual.Topics,
        Hour = usual.Hour,
        Zone = usual.Zone,
        Frequency = usual.Frequency,
        WeekDay = usual.WeekDay,
        Locale = usual.Locale,
        Languages = usual.Languages,
        MaxStories = usual.MaxStories,
        FollowedTitles = usual.FollowedTitles,
        MutedTitles = usual.MutedTitles,
        FollowedWords = usual.FollowedWords,
        MutedWords = usual.MutedWords,
        PrefersFree = usual.PrefersFree,
        Minutes = usual.Minutes,
        CreatedAt = default,
    };
}
