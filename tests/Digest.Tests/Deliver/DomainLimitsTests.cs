using Digest.Deliver;
using Digest.Deliver.Smtp;
using Digest.Model;

using Microsoft.Extensions.Time.Testing;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

public sealed class DomainLimitsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Halves_what_goes_there_at_once_and_raises_it_with_what_is_taken()
    {
        var limits = Limits();
        Fill(limits).ShouldBe(50);
        limits.Begin();

        limits.Asked("example.org").ShouldBe("it gets 4 mails at once");
        limits.Asked("example.org").ShouldBeNull();
        Fill(limits).ShouldBe(4);
        Fill(limits, "example.net").ShouldBe(50);
        limits.Done(Row("example.org")).ShouldBeTrue();
        Fill(limits).ShouldBe(1);

        _clock.Advance(TimeSpan.FromSeconds(2));
        limits.Asked("example.org").ShouldBe("it gets 2 mails at once");
        limits.Begin();
        Fill(limits).ShouldBe(2);

        for (var i = 0; i < 2 * DomainLimits.Raise; i++)
        {
            limits.Took("example.org");
        }

        limits.Begin();
        Fill(limits).ShouldBe(3);
    }

    [Fact]
    public void Rests_when_it_asks_again_and_again_twice_as_long_each_time()
    {
        var limits = Limits();
        Ask(limits).ShouldBe("it rests for 00:05:00");
        limits.Resting.ShouldBe(["example.org"]);
        Fill(limits).ShouldBe(0);
        _clock.Advance(TimeSpan.FromMinutes(5));
        limits.Resting.ShouldBeEmpty();

        Ask(limits).ShouldBe("it rests for 00:10:00");
        _clock.Advance(TimeSpan.FromMinutes(10));
        limits.Took("example.org");
        Ask(limits).ShouldBe("it rests for 00:05:00");
    }

    [Fact]
    public void What_would_wait_behind_another_mail_takes_no_place_of_a_domain_that_has_few()
    {
        var limits = new DomainLimits(new DeliverOptions { Host = "r", Domains = new Dictionary<string, DomainOptions> { ["few.example"] = new() { Connections = 2 }, ["slow.example"] = new() { MaxPerSecond = 5 } } }, _clock);

        limits.TryTake(Row("few.example"), ahead: true, out _).ShouldBeFalse();
        Fill(limits, "few.example").ShouldBe(2);
        limits.TryTake(Row("slow.example"), ahead: true, out _).ShouldBeTrue();
        limits.TryTake(Row("example.net"), ahead: true, out _).ShouldBeTrue();
    }

    [Fact]
    public void Never_goes_above_what_is_set()
    {
        var limits = new DomainLimits(new DeliverOptions { Host = "r", Connections = 8, Domains = new Dictionary<string, DomainOptions> { ["example.org"] = new() { Connections = 3 } } }, _clock);
        Fill(limits).ShouldBe(3);
        limits.Asked("example.org");
        limits.Begin();
        Fill(limits).ShouldBe(3);
    }

    [Fact]
    public void Says_how_long_until_a_rate_lets_one_more_through()
    {
        var limits = new DomainLimits(new DeliverOptions { Host = "r", Domains = new Dictionary<string, DomainOptions> { ["example.org"] = new() { MaxPerSecond = 20 } } }, _clock);
        var began = _clock.GetUtcNow();
        for (var taken = 0; taken < 61;)
        {
            if (limits.TryTake(Row("example.org"), ahead: false, out var wait))
            {
                taken++;
            }
            else
            {
                wait.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(0.05));
                _clock.Advance(wait);
            }
        }

        (_clock.GetUtcNow() - began).TotalSeconds.ShouldBe(3, 0.3);
    }

    [Theory]
    [InlineData("Rcpt", "421 4.7.28 unusual rate", true)]
    [InlineData("Rcpt", "450 4.7.1 Greylisted, try again later", true)]
    [InlineData("Dot", "451 4.3.0 Too many connections from your host", true)]
    [InlineData("Rcpt", "452 4.3.1 You are sending too fast", true)]
    [InlineData("Rcpt", "450 4.2.1 Mailbox busy", false)]
    [InlineData("Rcpt", "452 4.2.2 Over quota", false)]
    [InlineData("Rcpt", "550 5.7.1 Message refused", false)]
    [InlineData("Mail", "421 4.7.0 Too many messages", false)]
    public void Tells_a_request_for_less_from_other_words(string stage, string reply, bool less) => Judge.AsksForLess(
        new Answer(Enum.Parse<Stage>(stage), new Reply(int.Parse(reply[..3], System.Globalization.CultureInfo.InvariantCulture), reply[4..]))).ShouldBe(less);

    private DomainLimits Limits() => new(new DeliverOptions { Host = "r", Connections = 8 }, _clock);

    private static string? Ask(DomainLimits limits) => Enumerable.Range(0, DomainLimits.InARow).Select(_ => limits.Asked("example.org")).ToList()[^1];

    private static int Fill(DomainLimits limits, string domain = "example.org") => Enumerable.Range(0, 50).TakeWhile(i => limits.TryTake(Row(domain), ahead: false, out _)).Count();

    private static Delivery Row(string domain) => new()
    {
        Id = 1,
        Kind = MailKind.Digest,
        State = DeliveryState.Pending,
        Address = "a@" + domain,
        Domain = domain,
        MessageId = "m",
        DueAt = default,
        CreatedAt = default,
        ExpiresAt = default,
    };
}
