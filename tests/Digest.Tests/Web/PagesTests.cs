using System.Net;
using System.Net.Sockets;
using System.Text;

using Digest.Links;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class PagesTests
{
    private static readonly string[] Public =
        ["/", "/?lang=de", "/editions", "/editions/1", "/topics/science", "/story/101", "/subscribe", "/subscribe/check", "/privacy", "/nowhere"];

    [Fact]
    public async Task Carry_the_headers_that_keep_readers_safe()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var id = await site.AddReaderAsync("reader@example.org");
        var links = site.Get<SiteLinks>();
        var secret = new[] { links.Preferences(id), links.Unsubscribe(id), links.Undo(id), links.Preferences(id) + "/data" }.Select(TestSite.PathOf).ToList();

        foreach (var path in Public.Concat(secret))
        {
            using var answer = await site.Client.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldStartWith("default-src 'none';");
            policy.ShouldContain("frame-ancestors 'none'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.Contains("Server").ShouldBeFalse();
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
            if (secret.Contains(path))
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                policy.ShouldContain("img-src 'none'");
                answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
                answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
                answer.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
                (await answer.Content.ReadAsStringAsync()).ShouldNotContain("src=");
            }
        }
    }

    [Fact]
    public async Task Change_nothing_when_scanners_fetch_every_link()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var id = await site.AddReaderAsync("reader@example.org");
        await site.SignUpAsync("other@example.org");
        var links = site.Get<SiteLinks>();
        var start = new[] { links.Preferences(id), links.Unsubscribe(id), links.Undo(id), links.Confirm(1), links.Pause(id) };
        var pages = new StringBuilder(string.Join(' ', start));
        foreach (var path in Public.Concat(start.Select(TestSite.PathOf)))
        {
            pages.Append(await (await site.Client.GetAsync(path)).Content.ReadAsStringAsync());
        }

        (await Unchanged.ByFetchingAsync(site.Database, site.Client, Unchanged.LinksIn(pages.ToString()), "https://news.example")).ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Show_the_same_page_for_every_bad_token()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var links = site.Get<SiteLinks>();
        var good = TestSite.PathOf(links.Preferences(id))["/preferences/".Length..];
        var confirm = TestSite.PathOf(links.Confirm(id))["/confirm/".Length..];
        var before = await Unchanged.DumpAsync(site.Database);
        var pages = new List<string>();
        foreach (var token in new[] { confirm, good[..^1], good + "A", (good[0] == 'A' ? "B" : "A") + good[1..], new string('x', 48), "..%2f", TestSite.PathOf(links.Preferences(id + 1))["/preferences/".Length..] })
        {
            foreach (var path in new[] { $"/preferences/{token}", $"/u/{token}", $"/u/{token}/undo" })
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
                {
                    using var answer = await site.Client.SendAsync(new HttpRequestMessage(method, path)
                    {
                        Content = method == HttpMethod.Post ? new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }) : null,
                    });
                    answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{method} {path}");
                    pages.Add(await answer.Content.ReadAsStringAsync());
                }
            }
        }

        pages.Distinct().ShouldHaveSingleItem();
        (await Unchanged.DumpAsync(site.Database)).ShouldBe(before);
    }

    [Fact]
    public async Task Take_nothing_from_the_host_of_a_request()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        foreach (var path in Public)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "evil.example";
            using var answer = await site.Client.SendAsync(request);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("evil.example");
        }

        (await site.Client.GetStringAsync("/")).ShouldContain("<link rel=\"canonical\" href=\"https://news.example/\">");
    }

    [Fact]
    public async Task Escape_whatever_a_feed_says()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        foreach (var path in new[] { "/editions/1", "/topics/politics", "/story/115" })
        {
            var html = await site.Client.GetStringAsync(path);
            html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} &quot;quoted&quot; &amp; &#39;apostrophe&#39;");
            html.ShouldNotContain("<script");
        }
    }

    [Fact]
    public async Task Show_archives_without_a_reader_or_a_token()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        using var answer = await site.Client.GetAsync("/editions/1");
        answer.Headers.GetValues("X-Robots-Tag").Single().ShouldContain("noindex");
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldNotContain("name=\"form\"");
        html.ShouldNotContain("/u/");
        html.ShouldBe(await site.Client.GetStringAsync("/editions/1"));
    }

    [Fact]
    public async Task Speak_the_browsers_language_and_show_its_stories()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept-Language", "de-AT,de;q=0.9,en;q=0.1");
        var german = await (await site.Client.SendAsync(request)).Content.ReadAsStringAsync();
        german.ShouldContain("<html lang=\"de\" dir=\"ltr\">");
        german.ShouldContain("Europe/Vienna");

        (await site.Client.GetStringAsync("/?lang=de")).ShouldNotContain("Parliament passes");
        (await site.Client.GetStringAsync("/?lang=all")).ShouldContain("Parliament passes");
    }

    [Theory]
    [InlineData("/../../etc/passwd", 404)]
    [InlineData("/story/..%2f..%2fetc", 404)]
    [InlineData("/story/1%00", 404)]
    [InlineData("/story/99999999999999999999", 404)]
    [InlineData("/editions/-1", 404)]
    [InlineData("/u/", 404)]
    public async Task Have_nothing_at_odd_paths(string path, int status)
    {
        await using var site = await TestSite.StartAsync();
        var answer = await RawAsync(site, $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        // Kestrel itself refuses a NUL with 400 before the program sees it.
        answer.ShouldStartWith($"HTTP/1.1 {(path.Contains("%00", StringComparison.Ordinal) ? 400 : status)}");
        answer.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Refuse_bodies_and_forms_that_are_too_large()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Preferences(id));
        // By hand: a client that goes on writing after the refusal may see only the closed connection.
        var answer = await RawAsync(site, $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000000\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("That is too much");

        using var many = new StringContent(string.Join('&', Enumerable.Range(0, 9_000).Select(i => $"{i}=1")), null, "application/x-www-form-urlencoded");
        (await site.Client.PostAsync(path, many)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Refuse_forms_sent_from_other_sites()
    {
        await using var site = await TestSite.StartAsync();
        var id = await site.AddReaderAsync("reader@example.org");
        var path = TestSite.PathOf(site.Get<SiteLinks>().Preferences(id));
        foreach (var (header, value) in new[] { ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["hour"] = "3" }) };
            request.Headers.Add(header, value);
            (await site.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await site.ReaderAsync(id))!.Hour.ShouldBe(7);
    }

    [Fact]
    public async Task Show_a_number_instead_of_a_stack_when_something_breaks()
    {
        await using var site = await TestSite.StartAsync();
        await site.Database.WriteAsync(s => s.ExecuteAsync("DROP TABLE edition_stories"));
        await site.Database.WriteAsync(s => s.ExecuteAsync("DROP TABLE editions"));
        using var answer = await site.Client.GetAsync("/");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("name this number:");
        html.ShouldNotContain("edition_stories");
        html.ShouldNotContain("no such table");
        html.ShouldNotContain("SELECT");
        html.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Lie_under_a_path_when_the_site_does()
    {
        await using var site = await TestSite.StartAsync(new Dictionary<string, string?> { ["Site:BaseUrl"] = "https://example.org/news/" });
        var html = await site.Client.GetStringAsync("/news/subscribe");
        html.ShouldContain("href=\"/news/style.css");
        html.ShouldContain("action=\"/news/subscribe\"");
        (await site.SignUpAsync("reader@example.org")).Headers.Location!.OriginalString.ShouldBe("/news/subscribe/check");
    }

    [Fact]
    public async Task Serve_others_while_connections_idle()
    {
        await using var site = await TestSite.StartAsync();
        var port = new Uri(site.Url).Port;
        var idle = new List<TcpClient>();
        for (var i = 0; i < 200; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            idle.Add(client);
        }

        (await site.Client.GetStringAsync("/privacy")).ShouldNotBeEmpty();
        idle.ForEach(c => c.Dispose());
    }

    private static async Task<string> RawAsync(TestSite site, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(site.Url).Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        return await new StreamReader(stream).ReadToEndAsync();
    }
}
