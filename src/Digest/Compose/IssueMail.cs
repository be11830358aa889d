using System.Collections.Concurrent;

using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>A digest, from its issue's row: the same row gives the same bytes but for Date.</summary>
internal sealed class IssueMail(Database database, Presses presses, ReaderWords words, MailHeaders headers, TimeProvider clock)
{
    private const int MostPrepared = 4096;
    /// <summary>Octets of the largest so far: the next finds room without growing. Not exact between threads, and need not be.</summary>
    private int _room = 16 * 1024;

    private readonly ConcurrentDictionary<long, ClaimedMail> _prepared = new();

    /// <summary>Reads what these rows' mails need, all at once; each is used once. What is not used is forgotten with the next batch but one.</summary>
    public async Task PrepareAsync(IReadOnlyList<Delivery> deliveries, CancellationToken ct)
    {
        if (deliveries.FirstOrDefault(d => d.Kind == MailKind.Digest) is not { Owner: { } owner, LeaseUntil: { } until })
        {
            return;
        }

        var mails = await database.ReadAsync(s => ClaimedStore.MailsAsync(s, owner, until), ct).ConfigureAwait(false);
        if (_prepared.Count > MostPrepared)
        {
            _prepared.Clear();
        }

        foreach (var mail in mails)
        {
            _prepared[mail.Id] = mail;
        }
    }

    /// <returns>Null when the reader left, paused, or must not be mailed since it was composed.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> RenderAsync(Delivery delivery, CancellationToken ct)
    {
        var (issue, reader) = await ReadAsync(delivery, ct).ConfigureAwait(false);
        if (issue is not { SkippedBecause: null } || reader is not { State: SubscriberState.Active })
        {
            return null;
        }

        var press = await presses.ForAsync(issue.EditionId, reader, ct).ConfigureAwait(false);
        var content = Content(press, issue.Stories, reader, issue.Id);
        return content is null ? null : Message(delivery, press, content);
    }

    /// <returns>Null when the edition holds none of the stories.</returns>
    public IssueContent? Content(EditionPress press, IReadOnlyList<IssueStory> stories, Subscriber reader, long issueId = 0)
    {
        var sections = IssueContent.SectionsOf(stories, press, reader.Feedback);
        return sections.Count == 0 ? null : new IssueContent(sections, words.Own(press, sections, reader, issueId));
    }

    public ReadOnlyMemory<byte> Message(Delivery delivery, EditionPress press, IssueContent content)
    {
        var boundary = MailHeaders.Boundary(delivery.MessageId);
        var mail = new OctetWriter(_room);
        headers.Write(mail, delivery, press.Subject(content.Lead), press.Campaign, clock.GetUtcNow(), boundary);
        var body = mail.Length;
        while (Body(mail, boundary, press, content) > press.Budget && press.Fit(content) is var shorter && !ReferenceEquals(shorter, content))
        {
            mail.Back(body);
            content = shorter;
        }

        MailBody.End(mail, boundary);
        _room = Math.Max(_room, mail.Length);
        return mail.Finish();
    }

    /// <returns>The octets of the HTML, encoded.</returns>
    private static int Body(OctetWriter mail, ReadOnlySpan<byte> boundary, EditionPress press, IssueContent content)
    {
        MailBody.BeginText(mail, boundary);
        press.WriteText(content, mail);
        MailBody.BeginHtml(mail, boundary);
        var html = mail.Length;
        press.WriteHtml(content, mail);
        return mail.Length - html;
    }

    private async ValueTask<(Issue? Issue, Subscriber? Reader)> ReadAsync(Delivery delivery, CancellationToken ct) => _prepared.TryRemove(delivery.Id, out var mail) ? (mail.Issue, mail.Reader) : await database.ReadAsync(async s => (
        delivery.IssueId is { } issue ? await IssueStore.FindAsync(s, issue).ConfigureAwait(false) : null,
        delivery.SubscriberId is { } reader ? await RecipientStore.SubscriberAsync(s, reader).ConfigureAwait(false) : null), ct).ConfigureAwait(false);
}
