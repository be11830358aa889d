using Digest.Links;
using Digest.Model;
using Digest.Tests.Support;

using Microsoft.Playwright;

using Shouldly;

using Xunit;

namespace Digest.BrowserTests;

/// <summary>A reader's whole way through the pages, with JavaScript switched off.</summary>
public sealed class ReaderTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Signs_up_confirms_chooses_leaves_and_comes_back()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var page = await browser.OpenAsync(site.Url, width: 375);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose topics, hour and time zone" }).ClickAsync();
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        await page.GetByLabel("E-mail address").FillAsync("reader@example.org");
        await page.GetByLabel("Science and technology").CheckAsync();
        await page.Locator("#hour").SelectOptionAsync("6");
        await page.Locator("#zone").SelectOptionAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your mail" }).WaitForAsync();

        await page.GotoAsync(await site.ConfirmPathAsync());
        (await page.ContentAsync()).ShouldContain("06:00, Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm subscription" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are subscribed" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "See or change your choices" }).ClickAsync();
        (await page.GetByLabel("Science and technology").IsCheckedAsync()).ShouldBeTrue();
        await page.GetByLabel("Sport").CheckAsync();
        await page.Locator("#frequency").SelectOptionAsync("Weekly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved.").WaitForAsync();
        (await site.ReaderAsync(1))!.Topics.ShouldBe(["13000000", "15000000"]);

        await page.GotoAsync(TestSite.PathOf(site.Get<SiteLinks>().Unsubscribe(1)));
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are unsubscribed" }).WaitForAsync();
        (await site.ReaderAsync(1))!.State.ShouldBe(SubscriberState.Unsubscribed);
        await page.GetByLabel("Too many mails").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("Thank you. That helps.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: subscribe me again" }).ClickAsync();
        await page.GetByText("You are subscribed again, as before.").WaitForAsync();
        (await site.ReaderAsync(1))!.State.ShouldBe(SubscriberState.Active);
    }

    [Fact]
    public async Task Signs_up_by_keyboard_alone()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var page = await browser.OpenAsync(site.Url);
        await page.GotoAsync("/subscribe");
        site.Clock.Advance(TimeSpan.FromSeconds(10));

        await page.Keyboard.PressAsync("Tab");
        (await page.Locator(":focus").TextContentAsync()).ShouldBe("Skip to the stories");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        (await page.Locator(":focus").GetAttributeAsync("id")).ShouldBe("address");
        await page.Keyboard.TypeAsync("reader@example.org");
        await TabToAsync(page, "input[value='15000000']");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "button");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your mail" }).WaitForAsync();
        (await site.MailsAsync(MailKind.Confirm)).ShouldHaveSingleItem().Address.ShouldBe("reader@example.org");
    }

    [Fact]
    public async Task Signs_up_from_the_box_in_the_paper()
    {
        await using var site = await TestSite.StartAsync();
        await SamplePaper.AddAsync(site.Database, TestSite.Start.AddHours(-1));
        var page = await browser.OpenAsync(site.Url);
        await page.GotoAsync("/");
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        await page.GetByLabel("E-mail address").FillAsync("reader@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check your mail" }).WaitForAsync();
        await page.GotoAsync(await site.ConfirmPathAsync());
        (await page.ContentAsync()).ShouldContain("London");
    }

    [Fact]
    public async Task Is_told_what_to_change_and_keeps_what_was_typed()
    {
        await using var site = await TestSite.StartAsync();
        var page = await browser.OpenAsync(site.Url, width: 375);
        await page.GotoAsync("/subscribe");
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        await page.GetByLabel("E-mail address").FillAsync("reader.example.org");
        await page.GetByLabel("Sport").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = "The address needs an @" }).ClickAsync();
        (await page.GetByLabel("E-mail address").InputValueAsync()).ShouldBe("reader.example.org");
        (await page.GetByLabel("E-mail address").GetAttributeAsync("aria-invalid")).ShouldBe("true");
        (await page.GetByLabel("Sport").IsCheckedAsync()).ShouldBeTrue();
    }

    // Bounded: no page has that many fields.
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector + ":focus").CountAsync() == 1)
            {
                return;
            }
        }

        throw new InvalidOperationException($"No Tab leads to {selector}.");
    }
}
