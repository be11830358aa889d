using Digest.Compose;
using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Templates;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Digest.Tests.Compose;

/// <summary>An edition, readers and all that prints their mails, without a database: the templates are the repository's own.</summary>
internal sealed class MailFixture
{
    public static readonly DateTimeOffset Cut = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    public MailFixture(SiteOptions? site = null, TemplateSet? templates = null, ComposeOptions? options = null)
    {
        Site = site ?? new SiteOptions { Name = "The Harbour Digest", BaseUrl = "https://digest.example", From = "news@digest.example", ReplyTo = "editor@digest.example", PostalAddress = "Harbour Press, 1 Quay Street, Exampletown" };
        Links = new SiteLinks(Site, new Tokens(new LinkKeys([new byte[32]])));
        Templates = templates ?? TemplateFixture.Repository;
        Options = options ?? new ComposeOptions();
        Words = new ReaderWords(Site, Links);
        Headers = new MailHeaders(Site, Links);
    }

    public SiteOptions Site { get; }

    public SiteLinks Links { get; }

    public TemplateSet Templates { get; }

    public ComposeOptions Options { get; }

    public ReaderWords Words { get; }

    public MailHeaders Headers { get; }

    public FakeTimeProvider Clock { get; } = new(Cut.AddMinutes(1));

    public static Subscriber Reader(string locale = "en", string zone = "Europe/Berlin", params string[] topics) => new()
    {
        Id = 7,
        Address = "reader@mail.example",
        Topics = topics,
        Hour = 7,
        Zone = zone,
        Locale = locale,
        MaxStories = 12,
        CreatedAt = Cut.AddDays(-30),
    };

    public static Delivery Row(MailKind kind = MailKind.Digest, long? signUpId = null) => new()
    {
        Id = 1,
        Kind = kind,
        IssueId = kind == MailKind.Digest ? 5 : null,
        SubscriberId = signUpId is null ? 7 : null,
        SignUpId = signUpId,
        Address = "reader@mail.example",
        MessageId = "0123456789abcdef01234567.5@digest.example",
        State = DeliveryState.Pending,
        DueAt = Cut,
        CreatedAt = Cut,
        ExpiresAt = Cut.AddDays(1),
    };

    /// <summary>A story; every number gives another one.</summary>
    public static EditionStory Story(int rank, string? topic = null, long source = 0, Action<EditionStoryEdit>? edit = null)
    {
        var e = new EditionStoryEdit(rank, topic, source == 0 ? 100 + rank : source);
        edit?.Invoke(e);
        return e.Make();
    }

    public static Edition Edition(params EditionStory[] stories) => new() { Id = 3, Number = 12, CutAt = Cut, Stories = stories };

    public EditionPress Press(Edition edition, Subscriber reader, ILogger? log = null) =>
        new(edition, reader.Locale, TimeZoneInfo.FindSystemTimeZoneById(reader.Zone), Templates, Links, Site, Options.HtmlBudget, log ?? NullLogger.Instance);

    /// <summary>Composed and printed for one reader, as it goes on the wire.</summary>
    public ReadOnlyMemory<byte> Message(Edition edition, Subscriber reader)
    {
        var press = Press(edition, reader);
        return Mail().Message(Row(), press, Content(press, reader));
    }

    public IssueContent Content(EditionPress press, Subscriber reader, ReaderMemory? memory = null, long issueId = 0)
    {
        var issue = IssueComposer.Compose(press.Edition, reader, memory ?? ReaderMemory.Nothing, Options);
        return Mail().Content(press, issue.Stories, reader, issueId) ?? throw new InvalidOperationException(issue.SkippedBecause);
    }

    /// <summary>Row → message on a database, as the program has it.</summary>
    public MailRoom Room(Database database)
    {
        var presses = new Presses(database, Templates, Links, Site, Options, NullLogger<Presses>.Instance);
        return new MailRoom(
            new IssueMail(database, presses, Words, Headers, Clock),
            new AccountMail(database, Templates, Links, Site, Words, Headers, Clock),
            Links);
    }

    /// <summary>An account mail for a reader or sign-up that is not in any database.</summary>
    public ParsedMail Account(string name, string locale = "en")
    {
        var signUp = new SignUp { Id = 9, Address = "reader@mail.example", Choices = new Choices { Hour = 7, Zone = "UTC", Locale = locale }, CreatedAt = Cut, ExpiresAt = Cut.AddDays(7), ConsentText = "yes", SubscriberId = name == "address-confirm" ? 7 : null };
        var kind = name switch
        {
            "confirm" or "address-confirm" => MailKind.Confirm,
            "welcome" => MailKind.Welcome,
            "farewell" => MailKind.Farewell,
            "sign-in" => MailKind.SignIn,
            _ => MailKind.AddressChange,
        };
        var toNew = name is "confirm" or "address-confirm";
        var message = new AccountMail(null!, Templates, Links, Site, Words, Headers, Clock)
            .Render(Row(kind, toNew ? 9 : null), toNew ? signUp : null, toNew ? null : Reader(locale) with { NextDueAt = Cut.AddDays(1) });
        return new ParsedMail(message!.Value);
    }

    /// <summary>One issue of a press, as a mailbox reads it.</summary>
    public ParsedMail Print(EditionPress press, Subscriber reader, ReaderMemory? memory = null, long issueId = 0) => new(Mail().Message(Row(), press, Content(press, reader, memory, issueId)));

    private IssueMail Mail() => new(null!, null!, Words, Headers, Clock);
}

/// <summary>What a test may change of a story.</summary>
internal sealed class EditionStoryEdit(int rank, string? topic, long source)
{
    public string Title { get; set; } = $"Headline number {rank} about something that happened";
    public string Teaser { get; set; } = $"What happened in story {rank}, in two sentences. The second one says a little more.";
    public string Url { get; set; } = $"https://title{source}.example/story/{rank}";
    public string SourceName { get; set; } = $"Title {source}";
    public string? Section { get; set; } = "World";
    public string? Byline { get; set; }
    public string? Language { get; set; } = "en";
    public Picture? Picture { get; set; }
    public int Sources { get; set; } = 1;
    public int Articles { get; set; } = 1;
    public IReadOnlyList<AlsoIn> AlsoIn { get; set; } = [];
    public bool IsPick { get; set; }
    public string? Note { get; set; }
    public PlaceReason Reason { get; set; } = new("single", 1, 2);
    public DateTimeOffset PublishedAt { get; set; } = MailFixture.Cut.AddHours(-2);

    public EditionStory Make() => new()
    {
        StoryId = 1000 + rank,
        Rank = rank,
        Score = 100 - rank,
        Topic = topic,
        Language = Language,
        Title = Title,
        Teaser = Teaser,
        Url = Url,
        SourceName = SourceName,
        SourceId = source,
        ArticleId = rank,
        Section = Section,
        Byline = Byline,
        Picture = Picture,
        PublishedAt = PublishedAt,
        SourceCount = Sources,
        ArticleCount = Articles,
        AlsoIn = AlsoIn,
        IsPick = IsPick,
        PickNote = Note,
        Reason = Reason,
    };
}
