using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Microsoft.Playwright;

using Shouldly;

using Xunit;

namespace Digest.BrowserTests;

/// <summary>
/// Every page in light and dark, on a phone and on a desk: nothing axe finds, nothing to scroll sideways, nothing in the console. Set
/// DIGEST_TEST_SCREENSHOTS to a folder to look at them.
/// </summary>
public sealed class AppearanceTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    [InlineData(1000, ColorScheme.Light)]
    [InlineData(1000, ColorScheme.Dark)]
    public async Task Every_page_is_usable(int width, ColorScheme scheme)
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        // Axe is a script: only for it are scripts on and the policy, which forbids them all, off.
        var page = await browser.OpenAsync(site.Url, width, scheme, scripts: true, bypassPolicy: true);
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
            {
                errors.Add(message.Text);
            }
        };
        foreach (var (name, path) in await PagesAsync(site))
        {
            await page.GotoAsync(path);
            await LookAsync(page, $"{name}-{scheme}-{width}".ToLowerInvariant());
        }

        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_page_breaks_its_own_policy()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var page = await browser.OpenAsync(site.Url, scripts: true);
        var broken = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                broken.Add(message.Text);
            }
        };
        foreach (var (_, path) in await PagesAsync(site))
        {
            await page.GotoAsync(path);
        }

        broken.ShouldBeEmpty();
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DIGEST_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }

        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0, name);
        var result = await page.RunAxe(new AxeRunOptions());
        result.Violations.Select(v => $"{name}: {v.Id}: {v.Nodes[0].Html}").ShouldBeEmpty();
    }

    // A story with all its page may show: a pick, two earlier stories, a title with several articles, and shared words.
    private static async Task<long> StoriesAsync(TestSite site)
    {
        var sources = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => Newsroom.SourceAsync(site.Database, $"Coast Post {i}")));
        var first = await Newsroom.StoryAsync(site.Database, "Ferry pilots walk out over night shifts", "09000000", TestSite.Start.AddDays(-9), sources.Take(3), refresh: true);
        var second = await Newsroom.StoryAsync(site.Database, "Islands run short of fuel as pilots stay away", "09000000", TestSite.Start.AddDays(-4), sources.Take(2), refresh: true);
        var story = await Newsroom.StoryAsync(site.Database, "Ferry pilots return to work after a deal on night shifts", "09000000", TestSite.Start.AddHours(-3), sources, refresh: true);
        await Newsroom.AddArticleAsync(site.Database, story, sources[0], "Talks with the pilots go into the night", TestSite.Start.AddHours(-8));
        await site.Database.WriteAsync(async s =>
        {
            await s.ExecuteAsync("UPDATE stories SET continues = CASE id WHEN @story THEN @second ELSE @first END WHERE id IN (@story, @second)", new { story, second, first });
            await s.ExecuteAsync(
                """
                UPDATE story_articles SET copy_of = (SELECT MIN(article_id) FROM story_articles WHERE story_id = @story)
                WHERE story_id = @story AND article_id IN (SELECT id FROM articles WHERE source_id IN (@three, @four))
                """,
                new { story, three = sources[2], four = sources[3] });
        });
        return story;
    }

    private static async Task<IReadOnlyList<(string Name, string Path)>> PagesAsync(TestSite site)
    {
        var links = site.Get<SiteLinks>();
        var active = await site.AddReaderAsync("active@example.org", new Choices
        {
            Hour = 7,
            Zone = "Europe/Berlin",
            Topics = ["13000000", "15000000"],
            FollowedTitles = ["The Harbour Times"],
            MutedWords = ["royal wedding", "transfer*"],
            Minutes = 5,
            Feedback = true,
        });
        var issue = (await site.Database.WriteAsync(s => IssueStore.AddAsync(s, [new NewIssue
        {
            EditionId = 1,
            SubscriberId = active,
            Slot = "2026-11-24",
            Stories = [new IssueStory(101, "top", "top", 1)],
            ComposedAt = site.Clock.GetUtcNow(),
        }])))[active];
        var told = await StoriesAsync(site);
        var paused = await site.AddReaderAsync("paused@example.org", new Choices { Hour = 7, Zone = "Europe/Berlin", Locale = "de", Frequency = Frequency.Weekly });
        var gone = await site.AddReaderAsync("gone@example.org");
        await site.Get<Digest.Subscribers.Preferences>().PauseAsync(paused, site.Clock.GetUtcNow().AddDays(14));
        await site.Get<Digest.Subscribers.Leave>().UnsubscribeAsync(gone, "page");
        await site.Get<Digest.Subscribers.RequestSignUp>().RunAsync(
            Digest.Subscribers.Address.TryParse("new@example.org", out var address) ? address : throw new InvalidOperationException(),
            new Choices { Hour = 6, Zone = "Asia/Tokyo", Topics = ["13000000", "07000000"] }, "Yes.");
        return
        [
            ("front", "/"), ("front-all", "/?lang=all"), ("edition", "/editions/1"), ("editions", "/editions"), ("topic", "/topics/science"), ("story", "/story/101"),
            ("story-full", $"/story/{told}"),
            ("feedback-more", TestSite.PathOf(links.Feedback(issue)) + "/101/more"), ("feedback-mute", TestSite.PathOf(links.Feedback(issue)) + "/101/mute"),
            ("subscribe", "/subscribe"), ("check", "/subscribe/check"), ("privacy", "/privacy"), ("nowhere", "/nowhere"),
            ("confirm", await site.ConfirmPathAsync()),
            ("preferences", TestSite.PathOf(links.Preferences(active))), ("preferences-paused", TestSite.PathOf(links.Preferences(paused))),
            ("preferences-gone", TestSite.PathOf(links.Preferences(gone))),
            ("unsubscribe", TestSite.PathOf(links.Unsubscribe(active))), ("farewell", TestSite.PathOf(links.Unsubscribe(gone))), ("undo", TestSite.PathOf(links.Undo(gone))),
        ];
    }
}
