using Digest.Deliver;
using Digest.Deliver.Smtp;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

public sealed class JudgeTests
{
    [Theory]
    // The relay's fault: nobody is charged
    [InlineData("Greeting", "421 4.3.2 Service not available", "Pending", "relay")]
    [InlineData("Greeting", "554 5.7.1 No SMTP service here", "Pending", "relay")]
    [InlineData("Hello", "421 4.3.2 later", "Pending", "relay")]
    [InlineData("StartTls", "454 4.7.0 TLS not available", "Pending", "login")]
    [InlineData("Auth", "535 5.7.8 Bad credentials", "Pending", "login")]
    [InlineData("Auth", "454 4.7.0 Temporary authentication failure", "Pending", "relay")]
    [InlineData("Mail", "530 5.7.0 Authentication required", "Pending", "login")]
    [InlineData("Mail", "535 5.7.8 Authentication credentials invalid", "Pending", "login")]
    [InlineData("Rcpt", "538 5.7.11 Encryption required for requested authentication mechanism", "Pending", "login")]
    [InlineData("Mail", "451 4.3.0 not now", "Pending", "relay")]
    [InlineData("Mail", "421 4.7.0 Too many messages", "Pending", "connection")]
    // Ours
    [InlineData("Mail", "550 5.7.1 Sender refused", "Pending", "sender")]
    [InlineData("Rcpt", "553 5.1.8 Sender's domain does not exist", "Pending", "sender")]
    [InlineData("Data", "554 5.6.0 no", "Deferred", "refused-data")]
    [InlineData("Dot", "554 5.7.1 Rejected by policy", "Blocked", "content")]
    [InlineData("Dot", "550 5.7.26 Unauthenticated mail is not accepted", "Blocked", "content")]
    [InlineData("Dot", "550 5.7.0 Unauthenticated email is not accepted", "Blocked", "content")]
    [InlineData("Dot", "500 5.6.0 Line too long", "Blocked", "message")]
    [InlineData("Rcpt", "553 sorry, your envelope sender is in my badmailfrom list", "Blocked", "policy")]
    // Out of step: nothing that was asked
    [InlineData("Mail", "354 go on", "Deferred", "protocol")]
    [InlineData("Data", "250 ok", "Deferred", "protocol")]
    [InlineData("Dot", "354 go on", "InDoubt", "in-doubt")]
    // This message
    [InlineData("Mail", "552 5.3.4 Message too big", "Blocked", "too-big")]
    [InlineData("Dot", "552 5.3.4 Message too big", "Blocked", "too-big")]
    // This address, for now
    [InlineData("Rcpt", "552 Message size exceeds fixed limit", "Blocked", "too-big")]
    [InlineData("Dot", "552 Message size exceeds fixed limit", "Blocked", "too-big")]
    [InlineData("Dot", "554 message too large", "Blocked", "too-big")]
    [InlineData("Rcpt", "552 mailbox size limit exceeded", "Soft", "full")]
    [InlineData("Dot", "552 Requested mail action aborted: exceeded storage allocation", "Soft", "full")]
    [InlineData("Rcpt", "450 4.2.1 Mailbox busy", "Deferred", "temporary")]
    [InlineData("Rcpt", "450 5.1.1 codes disagree", "Deferred", "temporary")]
    [InlineData("Rcpt", "452 4.5.3 Too many recipients", "Deferred", "temporary")]
    [InlineData("Dot", "451 4.3.0 Local error", "Deferred", "temporary")]
    [InlineData("Rcpt", "552 5.2.2 Mailbox full", "Soft", "full")]
    [InlineData("Rcpt", "550 5.2.2 Over quota", "Soft", "full")]
    [InlineData("Dot", "552 5.2.2 Mailbox full", "Soft", "full")]
    [InlineData("Rcpt", "550 Mailbox is full", "Soft", "full")]
    [InlineData("Dot", "554 Benutzer: Postfach ist voll", "Soft", "full")]
    // This address, for good
    [InlineData("Rcpt", "550 5.1.1 User unknown", "Hard", "unknown-address")]
    [InlineData("Rcpt", "550 5.1.10 Null MX", "Hard", "unknown-address")]
    [InlineData("Rcpt", "551 5.1.6 User has moved", "Hard", "unknown-address")]
    [InlineData("Rcpt", "551 moved", "Hard", "unknown-address")]
    [InlineData("Rcpt", "553 5.1.3 Bad mailbox name", "Hard", "unknown-address")]
    // Perhaps for good: the second time
    [InlineData("Rcpt", "550 no", "Hard", "refused")]
    [InlineData("Rcpt", "550", "Hard", "refused")]
    [InlineData("Rcpt", "550 4.2.0 codes disagree", "Hard", "refused")]
    [InlineData("Rcpt", "550 5.2.1 Mailbox disabled", "Hard", "refused")]
    [InlineData("Rcpt", "554 delivery error: dd This user doesn't have a yahoo.com account", "Hard", "refused")]
    [InlineData("Dot", "550 mailbox unavailable", "Hard", "refused")]
    [InlineData("Dot", "554 5.2.1 This mailbox is disabled", "Hard", "refused")]
    // Never a bounce
    [InlineData("Rcpt", "550 5.7.1 Message refused", "Blocked", "policy")]
    [InlineData("Rcpt", "554 5.7.1 Rejected by policy", "Blocked", "policy")]
    [InlineData("Rcpt", "554 no", "Blocked", "policy")]
    [InlineData("Rcpt", "550 Your address is listed by Spamhaus", "Blocked", "policy")]
    public void Tells_whose_fault_an_answer_is(string stage, string reply, string state, string cause)
    {
        var words = reply.Split(' ', 2);
        var verdict = Judge.Of(new Answer(Enum.Parse<Stage>(stage), new Reply(int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), words.Length > 1 ? words[1] : "")));

        verdict.State.ToString().ShouldBe(state);
        verdict.Cause.ShouldBe(cause);
        verdict.Suppress.ShouldBe(cause == "unknown-address");
        verdict.Charged.ShouldBe(state != "Pending");
    }

    [Theory]
    [InlineData("Connect", "Lost", false, "relay")]
    [InlineData("Greeting", "NotSmtp", false, "relay")]
    [InlineData("StartTls", "Tls", false, "login")]
    [InlineData("Rcpt", "Lost", false, "lost")]
    [InlineData("Rcpt", "NotSmtp", false, "protocol")]
    [InlineData("Dot", "Lost", false, "lost")]
    [InlineData("Dot", "Lost", true, "in-doubt")]
    [InlineData("Dot", "TimedOut", true, "in-doubt")]
    [InlineData("Dot", "NotSmtp", true, "in-doubt")]
    public void Tells_what_a_broken_conversation_leaves(string stage, string broken, bool sent, string cause) =>
        Judge.Of(new Answer(Enum.Parse<Stage>(stage), default, Enum.Parse<Break>(broken), "words", sent)).Cause.ShouldBe(cause);

    // 42: a relay that looks the domain up says what became of it.
    [Theory]
    [InlineData("550 5.1.2 Domain not found", "Hard")]
    [InlineData("450 4.4.3 Host or domain name lookup failed, try again", "Deferred")]
    [InlineData("556 5.1.10 Recipient address has null MX", "Hard")]
    public void A_domain_without_mail_is_judged_by_what_the_relay_found(string reply, string state)
    {
        var verdict = Judge.Of(new Answer(Stage.Rcpt, new Reply(int.Parse(reply[..3], System.Globalization.CultureInfo.InvariantCulture), reply[4..])));

        verdict.State.ToString().ShouldBe(state);
        verdict.Suppress.ShouldBe(state == "Hard");
    }

    [Fact]
    public void The_breaker_opens_when_the_first_fifty_are_refused()
    {
        var breaker = new Breaker();
        Enumerable.Range(0, 49).ShouldAllBe(_ => breaker.Add(true) == null);
        breaker.Sound.ShouldBeFalse();
        breaker.Add(true).ShouldNotBeNull();
    }

    [Fact]
    public void The_breaker_opens_when_a_fifth_of_the_last_five_hundred_is_refused()
    {
        var breaker = new Breaker();
        for (var i = 0; i < 400; i++)
        {
            breaker.Add(false).ShouldBeNull();
        }

        Enumerable.Range(0, 99).ShouldAllBe(_ => breaker.Add(true) == null);
        breaker.Add(true).ShouldNotBeNull();
    }

    [Fact]
    public void The_breaker_bears_a_few_dead_addresses()
    {
        var breaker = new Breaker();
        for (var i = 0; i < 2000; i++)
        {
            breaker.Add(i % 8 == 0).ShouldBeNull();
        }
    }

    [Fact]
    public void A_domain_that_begins_to_block_is_noticed_whatever_it_took_before()
    {
        foreach (var taken in new[] { 60, 10_000 })
        {
            var domains = new DomainBreaker();
            for (var i = 0; i < taken; i++)
            {
                domains.Took("example.org");
            }

            var refused = 0;
            while (domains.Refused("example.org", byPolicy: true) is null)
            {
                refused++;
            }

            refused.ShouldBeInRange(4, 30);
        }
    }

    [Fact]
    public void A_domain_may_refuse_a_few_by_policy_and_any_number_of_dead_addresses()
    {
        var domains = new DomainBreaker();
        for (var i = 0; i < 1000; i++)
        {
            domains.Refused("example.org", byPolicy: i % 40 == 0).ShouldBeNull();
        }
    }

    [Fact]
    public void Waits_between_tries_grow_to_a_little_over_an_hour()
    {
        var options = new DeliverOptions();
        new long[] { 1, 2, 3, 4, 5, 6 }.Select(n => options.WaitAfter(n).TotalSeconds).ShouldBe([300, 600, 1200, 2400, 4000, 4000]);
    }
}
