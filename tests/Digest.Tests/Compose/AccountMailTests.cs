using Digest.Compose;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

public sealed class AccountMailTests : IAsyncLifetime
{
    private readonly MailFixture _mail = new();
    private TestDatabase _test = null!;
    private MailRoom _room = null!;
    private long _reader;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(_mail.Clock);
        _room = _mail.Room(_test.Database);
        _reader = await Newsroom.ReaderAsync(_test.Database, "reader@mail.example", MailFixture.Cut.AddHours(20), e => e.Topics = ["15000000"]);
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(MailKind.Welcome, "en")]
    [InlineData(MailKind.Welcome, "de")]
    [InlineData(MailKind.Farewell, "en")]
    [InlineData(MailKind.Farewell, "de")]
    [InlineData(MailKind.SignIn, "en")]
    [InlineData(MailKind.SignIn, "de")]
    [InlineData(MailKind.AddressChange, "en")]
    [InlineData(MailKind.AddressChange, "de")]
    public async Task Mails_to_a_subscriber_are_whole_and_in_their_language(MailKind kind, string locale)
    {
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET locale = @locale", new { locale }));
        var mail = await RenderAsync(MailFixture.Row(kind) with { SubscriberId = _reader });
        Check(mail.ShouldNotBeNull(), locale);
        if (kind == MailKind.Farewell)
        {
            mail.HtmlLinks.ShouldContain(_mail.Links.Undo(_reader));
        }
        else
        {
            mail.HtmlLinks.ShouldContain(_mail.Links.Preferences(_reader));
        }

        (mail.Message.Headers["List-Unsubscribe"] is not null).ShouldBe(kind == MailKind.Welcome);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task The_confirmation_holds_its_link_and_nothing_anybody_typed(string locale)
    {
        var signUp = await SignUpAsync(locale);
        var mail = await RenderAsync(MailFixture.Row(MailKind.Confirm, signUp));
        Check(mail.ShouldNotBeNull(), locale);
        mail.HtmlLinks.ShouldBe([_mail.Links.Front(), _mail.Links.Confirm(signUp)], ignoreOrder: true);
        (mail.Text + mail.Html).ShouldNotContain("reader@mail.example");
        (mail.Text + mail.Html).ShouldNotContain("Sport");
        mail.Message.Headers["List-Unsubscribe"].ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_written_to_who_left_confirmed_or_let_it_run_out()
    {
        var signUp = await SignUpAsync("en");
        _mail.Clock.Advance(TimeSpan.FromDays(8));
        (await RenderAsync(MailFixture.Row(MailKind.Confirm, signUp))).ShouldBeNull();
        await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET state = 'Unsubscribed'"));
        (await RenderAsync(MailFixture.Row(MailKind.Welcome) with { SubscriberId = _reader })).ShouldBeNull();
        (await RenderAsync(MailFixture.Row(MailKind.Farewell) with { SubscriberId = _reader })).ShouldNotBeNull();
        (await RenderAsync(MailFixture.Row(MailKind.SignIn) with { SubscriberId = 4711 })).ShouldBeNull();
    }

    [Fact]
    public async Task A_digest_goes_to_nobody_who_left_since_it_was_composed()
    {
        var edition = await _test.Database.WriteAsync(s => EditionStore.AddAsync(s, MailFixture.Cut, Paper.Today().Stories));
        var stories = IssueComposer.Compose(edition!, MailFixture.Reader(), ReaderMemory.Nothing, _mail.Options).Stories;
        var issue = (await _test.Database.WriteAsync(s => IssueStore.AddAsync(s, [new NewIssue { EditionId = edition!.Id, SubscriberId = _reader, Slot = "2026-11-24", Stories = stories, ComposedAt = MailFixture.Cut }])))[_reader];
        var row = MailFixture.Row() with { SubscriberId = _reader, IssueId = issue };
        var first = await _room.RenderAsync(row, CancellationToken.None);
        first.ShouldNotBeNull().EnvelopeFrom.ShouldBe("bounce@digest.example");
        (await _mail.Room(_test.Database).RenderAsync(row, CancellationToken.None))!.Message.ToArray().ShouldBe(first.Message.ToArray());
        foreach (var state in new[] { SubscriberState.Paused, SubscriberState.Unsubscribed })
        {
            await _test.Database.WriteAsync(s => s.ExecuteAsync("UPDATE subscribers SET state = @state", new { state = state.ToString() }));
            (await _room.RenderAsync(row, CancellationToken.None)).ShouldBeNull();
        }
    }

    private static void Check(ParsedMail mail, string locale)
    {
        mail.Document.DocumentElement.GetAttribute("lang").ShouldBe(locale);
        mail.Message.Subject.ShouldNotBeNullOrWhiteSpace();
        mail.Document.Title.ShouldBe(mail.Message.Subject);
        mail.Message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mail.Message.Headers["Precedence"].ShouldBeNull();
        mail.TextLinks.ShouldBe(mail.HtmlLinks);
        mail.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        mail.Text.ShouldContain("1 Quay Street");
        mail.Lines.SkipWhile(l => l.Length > 0).Max(l => l.Length).ShouldBeLessThanOrEqualTo(76);
        mail.Text.Split('\n').Where(l => !l.Contains("://", StringComparison.Ordinal)).Max(l => l.TrimEnd('\r').Length).ShouldBeLessThanOrEqualTo(76);
    }

    private Task<long> SignUpAsync(string locale) => _test.Database.WriteAsync(s => s.ScalarAsync<long>(
        "INSERT INTO sign_ups (address, choices, created_at, expires_at, consent_text) VALUES ('reader@mail.example', @choices, @at, @until, 'yes') RETURNING id",
        new { choices = new Choices { Hour = 7, Zone = "Europe/Berlin", Locale = locale, Topics = ["15000000"] }, at = MailFixture.Cut, until = MailFixture.Cut.AddDays(7) }));

    private async Task<ParsedMail?> RenderAsync(Delivery row) =>
        await _room.RenderAsync(row, CancellationToken.None) is { } mail ? new ParsedMail(mail.Message) : null;
}
