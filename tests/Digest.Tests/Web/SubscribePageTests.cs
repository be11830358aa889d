using System.Net;

using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;
using Digest.Web;

using Shouldly;

using Xunit;

namespace Digest.Tests.Web;

public sealed class SubscribePageTests
{
    private static readonly Dictionary<string, string?> NoRate = new() { ["Web:SignUpsPerMinute"] = "10000", ["Web:SignUpsPerHour"] = "10000" };

    [Fact]
    public async Task Parks_a_sign_up_and_makes_a_reader_when_it_is_confirmed()
    {
        await using var site = await TestSite.StartAsync();

        var answer = await site.SignUpAsync(" Reader@Bücher.example ", ("topics", "13000000"), ("topics", "15000000"), ("topics", "nonsense"), ("hour", "6"),
            ("zone", "Asia/Tokyo"), ("frequency", "Weekdays"), ("locale", "de"), ("languages", "de"), ("max_stories", "20"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("/subscribe/check");
        (await site.CountAsync("subscribers")).ShouldBe(0);
        var mail = (await site.MailsAsync(MailKind.Confirm)).ShouldHaveSingleItem();
        mail.Address.ShouldBe("Reader@xn--bcher-kva.example");
        mail.MessageId.ShouldEndWith("@digest.example");

        var path = await site.ConfirmPathAsync();
        (await site.Client.GetStringAsync(path)).ShouldContain("Abonnement bestätigen");
        (await site.CountAsync("subscribers")).ShouldBe(0);
        (await site.PostAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var reader = (await site.ReaderAsync((await site.MailsAsync(MailKind.Welcome)).ShouldHaveSingleItem().SubscriberId!.Value))!;
        reader.Address.ShouldBe("Reader@xn--bcher-kva.example");
        reader.Topics.ShouldBe(["13000000", "15000000"]);
        (reader.Hour, reader.Zone, reader.Frequency, reader.Locale, reader.MaxStories).ShouldBe((6, "Asia/Tokyo", Frequency.Weekdays, "de", 20));
        reader.Languages.ShouldBe(["de"]);
        reader.NextDueAt.ShouldBe(new DateTimeOffset(2026, 11, 24, 21, 0, 0, TimeSpan.Zero));
        (await site.Database.ReadAsync(s => SubscriberStore.ConsentAsync(s, reader.Id)))!.ShouldContain("The Morning Post");
    }

    [Fact]
    public async Task Answers_alike_for_every_kind_of_address()
    {
        await using var site = await TestSite.StartAsync(new Dictionary<string, string?>(NoRate) { ["Subscribers:BlockedDomains:0"] = "blocked.example" });
        await site.AddReaderAsync("active@example.org");
        var gone = await site.AddReaderAsync("gone@example.org");
        await site.Database.WriteAsync(s => SubscriberStore.UnsubscribeAsync(s, gone, TestSite.Start));
        await site.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression("Suppressed@example.org", "complained", "arf", TestSite.Start, null)));
        await site.SignUpAsync("pending@example.org");

        var answers = new List<string>();
        foreach (var address in new[] { "new@example.org", "pending@example.org", "active@example.org", "gone@example.org", "suppressed@example.org", "x@blocked.example", "x@sub.blocked.example" })
        {
            using var answer = await site.SignUpAsync(address);
            var headers = string.Join('\n', answer.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());
            answers.Add($"{(int)answer.StatusCode}\n{headers}\n{await answer.Content.ReadAsStringAsync()}");
        }

        answers.Distinct().ShouldHaveSingleItem();
        (await site.MailsAsync(MailKind.Confirm)).Select(m => m.Address).ShouldBe(["pending@example.org", "new@example.org", "active@example.org", "gone@example.org"]);
    }

    [Fact]
    public async Task Sends_one_confirmation_a_day_and_three_unanswered_to_one_person()
    {
        await using var site = await TestSite.StartAsync(NoRate);
        foreach (var variant in new[] { "john@gmail.com", "j.o.h.n@gmail.com", "john+a@gmail.com", "JOHN@googlemail.com", "john@gmail.com" })
        {
            await site.SignUpAsync(variant);
        }

        (await site.CountAsync("deliveries")).ShouldBe(1);
        for (var day = 0; day < 6; day++)
        {
            site.Clock.Advance(TimeSpan.FromHours(24));
            await site.SignUpAsync("john@gmail.com");
        }

        (await site.CountAsync("deliveries")).ShouldBe(3);
    }

    [Fact]
    public async Task Stops_confirmations_to_all_together_at_the_cap()
    {
        await using var site = await TestSite.StartAsync(new Dictionary<string, string?>(NoRate) { ["Subscribers:ConfirmationsPerHour"] = "3" });
        for (var i = 0; i < 6; i++)
        {
            await site.SignUpAsync($"reader{i}@example.org");
        }

        (await site.CountAsync("deliveries")).ShouldBe(3);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.SignUpAsync("reader9@example.org");
        (await site.CountAsync("deliveries")).ShouldBe(4);
    }

    [Fact]
    public async Task Lets_a_network_send_five_a_minute()
    {
        await using var site = await TestSite.StartAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 7; i++)
        {
            using var answer = await site.SignUpAsync($"reader{i}@example.org");
            statuses.Add(answer.StatusCode);
        }

        statuses.Count(s => s == HttpStatusCode.Found).ShouldBe(5);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        (await site.CountAsync("deliveries")).ShouldBe(5);
    }

    [Fact]
    public async Task Tells_machines_what_it_tells_people_and_sends_them_nothing()
    {
        await using var site = await TestSite.StartAsync(NoRate);
        var token = Form.Hidden(await site.Client.GetStringAsync("/subscribe"), "form");

        async Task TryAsync(params (string, string)[] fields)
        {
            using var answer = await site.PostAsync("/subscribe", [("address", "bot@example.org"), .. fields]);
            answer.Headers.Location!.OriginalString.ShouldBe("/subscribe/check");
        }

        await TryAsync(("form", token));
        site.Clock.Advance(TimeSpan.FromSeconds(5));
        await TryAsync();
        await TryAsync(("form", (token[0] == 'A' ? "B" : "A") + token[1..]));
        await TryAsync(("form", token), ("website", "https://spam.example"));
        site.Clock.Advance(TimeSpan.FromDays(31));
        await TryAsync(("form", token));
        (await site.CountAsync("deliveries")).ShouldBe(0);
        (await site.CountAsync("sign_up_limits")).ShouldBe(0);
    }

    [Fact]
    public async Task Shows_the_form_again_with_what_was_typed_and_what_to_do()
    {
        await using var site = await TestSite.StartAsync();
        using var answer = await site.SignUpAsync("\"><script>alert(1)</script>", ("topics", "15000000"), ("hour", "99"), ("zone", "Mars/Olympus"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
        html.ShouldContain("3 things need a change");
        html.ShouldContain("aria-describedby=\"address-hint address-problem\"");
        html.ShouldContain("value=\"15000000\" checked");
        html.ShouldContain("Choose a time zone from the list.");
        html.ShouldNotContain("<script");
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.0/24")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Counts_neighbours_as_one(string address, string network) =>
        SignUpRate.NetworkOf(IPAddress.Parse(address)).ShouldBe(network);

    [Fact]
    public async Task Believes_forwarded_addresses_of_its_own_proxies_only()
    {
        await using var open = await TestSite.StartAsync();
        (await ManyAsync(open)).ShouldBe(5);
        await using var behind = await TestSite.StartAsync(new Dictionary<string, string?> { ["Web:TrustedProxies:0"] = "127.0.0.0/8" });
        (await ManyAsync(behind)).ShouldBe(8);

        static async Task<int> ManyAsync(TestSite site)
        {
            var token = Form.Hidden(await site.Client.GetStringAsync("/subscribe"), "form");
            site.Clock.Advance(TimeSpan.FromSeconds(5));
            var passed = 0;
            for (var i = 0; i < 8; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/subscribe")
                {
                    Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["form"] = token, ["address"] = $"r{i}@example.org" }),
                };
                request.Headers.Add("X-Forwarded-For", $"203.0.{i}.9");
                using var answer = await site.Client.SendAsync(request);
                passed += answer.StatusCode == HttpStatusCode.Found ? 1 : 0;
            }

            return passed;
        }
    }
}
