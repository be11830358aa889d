using System.Net;
using System.Text;

using AngleSharp.Html.Parser;

using Digest.Links;
using Digest.Sample;
using Digest.Store;
using Digest.Templates;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

using Shouldly;

using Xunit;

namespace Digest.Tests.Sample;

public sealed class MailboxPagesTests : IAsyncLifetime
{
    private const string Hostile =
        """
        From: "<script>alert(1)</script>" <a@x.example>
        To: b@x.example
        Subject: =?utf-8?q?=3Cimg_src=3Dx_onerror=3Dalert=281=29=3E_=E2=80=AE_end?=
        List-Unsubscribe: <javascript:alert(1)>, <https://x.example/u/abc>, <mailto:u@x.example>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        X-Odd: "><script>alert(2)</script>
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        </pre><script>alert(3)</script>
        --b
        Content-Type: text/html; charset=utf-8

        <!doctype html><html><head><title>t</title></head><body><script>alert(4)</script><a href="https://x.example/">link</a></body></html>
        --b--
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("digest-mailbox-").FullName;
    private MailboxFolder _folder = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = new MailboxFolder(new StoreOptions { Directory = _directory }, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_folder).AddSingleton(new SiteOptions { Name = "The <Paper>" }).AddSingleton<MailboxPages>()
            .AddSingleton(new TemplateSet(
                new TemplateOptions { Directory = Path.Combine(Support.Repository.Root, "templates"), Timeout = TimeSpan.FromMinutes(1) }, NullLogger<TemplateSet>.Instance, TimeProvider.System));
        _app = builder.Build();
        _app.MapMailbox();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Lists_nothing_and_then_the_newest_first()
    {
        (await _http.GetStringAsync("/mailbox")).ShouldContain("No mail yet");
        await AddAsync("From: a@x.example\r\nTo: b@x.example\r\nSubject: First\r\n\r\nHello\r\n");
        await AddAsync("From: a@x.example\r\nTo: b@x.example\r\n\r\nNo subject\r\n");

        var page = await PageAsync("/mailbox");
        page.QuerySelectorAll("td.subject").Select(e => e.TextContent.Trim()).ShouldBe(["(no subject)", "First"]);
        page.QuerySelector("caption")!.TextContent.ShouldBe("2 mails, newest first");
        (await _http.GetAsync(page.QuerySelector("td.subject a")!.GetAttribute("href"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Turns_pages_when_there_are_many()
    {
        for (var i = 0; i < 103; i++)
        {
            await AddAsync($"Subject: {i}\r\n\r\n");
        }

        (await PageAsync("/mailbox")).QuerySelectorAll("td.subject").Length.ShouldBe(100);
        var last = await PageAsync("/mailbox?page=99");
        last.QuerySelectorAll("td.subject").Select(e => e.TextContent.Trim()).ShouldBe(["2", "1", "0"]);
        last.QuerySelector("a[rel=prev]")!.GetAttribute("href").ShouldBe("/mailbox?page=1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?view=text")]
    [InlineData("?view=headers")]
    [InlineData("?view=source")]
    [InlineData("?view=nonsense")]
    public async Task Escapes_a_hostile_mail_in_every_view(string view)
    {
        var id = await AddAsync(Hostile);
        var page = await PageAsync($"/mailbox/{id}{view}");
        page.QuerySelectorAll("script, img").ShouldBeEmpty();
        page.QuerySelectorAll("[onerror], a[href^=javascript]").ShouldBeEmpty();
        page.QuerySelector("h1")!.TextContent.ShouldStartWith("<img src=x onerror=alert(1)>");
        page.QuerySelectorAll("dd a").Select(a => a.GetAttribute("href")).ShouldBe(["https://x.example/u/abc"]);
    }

    [Fact]
    public async Task Shows_the_HTML_in_a_frame_in_which_nothing_can_run()
    {
        var id = await AddAsync(Hostile);
        var frame = (await PageAsync($"/mailbox/{id}")).QuerySelector("iframe")!;
        frame.GetAttribute("sandbox").ShouldBe("allow-popups allow-popups-to-escape-sandbox");

        using var answer = await _http.GetAsync(frame.GetAttribute("src"));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldContain("; sandbox allow-popups");
        policy.ShouldNotContain("allow-scripts");
        policy.ShouldNotContain("allow-same-origin");
        policy.ShouldNotContain("script-src");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<head><base target=\"_blank\"><title>");
    }

    [Fact]
    public async Task Gives_the_very_bytes_for_download()
    {
        var id = await AddAsync(Hostile);
        (await _http.GetStringAsync($"/mailbox/{id}/mail.eml")).ShouldBe(Hostile);
    }

    [Theory]
    [InlineData("/mailbox/nothing")]
    [InlineData("/mailbox/20261124120000000-000001")]
    [InlineData("/mailbox/..%2fdigest/html")]
    [InlineData("/mailbox/%2e%2e%2f%2e%2e%2fetc%2fpasswd/mail.eml")]
    public async Task Knows_no_other_file(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "digest.eml"), "secret");
        (await _http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> AddAsync(string mail) => _folder.AddAsync(Encoding.UTF8.GetBytes(mail), CancellationToken.None);

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'self'; frame-src 'self'");
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
