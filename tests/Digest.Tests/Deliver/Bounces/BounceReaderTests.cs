using System.Text;

using CsCheck;

using Digest.Deliver.Bounces;

using MimeKit;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Bounces;

public sealed class BounceReaderTests
{
    [Theory]
    [InlineData("dsn-unknown", BounceClass.Hard)]
    [InlineData("dsn-exchange-online", BounceClass.Hard)]
    [InlineData("dsn-full", BounceClass.Soft)]
    [InlineData("dsn-delayed", BounceClass.Soft)]
    [InlineData("dsn-unclear", BounceClass.Soft)]
    [InlineData("dsn-policy", BounceClass.Blocked)]
    [InlineData("dsn-sender-domain", BounceClass.Blocked)]
    [InlineData("dsn-after-data", BounceClass.Blocked)]
    [InlineData("dsn-delivered", BounceClass.None)]
    public void Reads_reports_by_what_they_mean_for_the_address(string name, BounceClass expected)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(expected);
        bounce.Recipients.Select(r => r.Address).ShouldBe(["reader@example.org"]);
        bounce.MessageId.ShouldBe(Returned.MessageId);
        bounce.How.ShouldBe("dsn");
    }

    [Theory]
    [InlineData("dsn-alias")]
    [InlineData("dsn-actual")]
    public void Names_an_alias_and_who_stood_behind_it(string name)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Recipients.Select(r => r.Address).Order().ShouldBe(["owner@mail.example.net", "reader@example.org"]);
        bounce.Recipients.ShouldAllBe(r => r.Class == BounceClass.Hard);
    }

    [Theory]
    [InlineData("dsn-damaged", BounceClass.Hard)]
    [InlineData("dsn-truncated", BounceClass.Soft)]
    [InlineData("dsn-forwarded", BounceClass.Hard)]
    [InlineData("dsn-attached", BounceClass.Hard)]
    // The company's disclaimer below speaks of spam and viruses.
    [InlineData("dsn-disclaimer", BounceClass.Hard)]
    // Yahoo says so after the mail was taken; "unknown user" at that stage is what filters say.
    [InlineData("dsn-account-gone", BounceClass.Hard)]
    [InlineData("sieve-reject", BounceClass.Blocked)]
    public void Reads_damaged_and_forwarded_reports(string name, BounceClass expected)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(expected);
        bounce.Recipients.Select(r => r.Address).ShouldBe(["reader@example.org"]);
    }

    [Theory]
    [InlineData("qmail", BounceClass.Hard)]
    [InlineData("yahoo", BounceClass.Hard)]
    [InlineData("exchange", BounceClass.Hard)]
    [InlineData("domino", BounceClass.Hard)]
    [InlineData("japanese", BounceClass.Hard)]
    [InlineData("german", BounceClass.Hard)]
    [InlineData("russian", BounceClass.Hard)]
    [InlineData("french", BounceClass.Soft)]
    [InlineData("portuguese", BounceClass.Soft)]
    [InlineData("exchange-list", BounceClass.Hard)]
    [InlineData("sendmail-reason", BounceClass.Blocked)]
    [InlineData("exim-undisclosed", BounceClass.Soft)]
    [InlineData("gmail-delay", BounceClass.Soft)]
    public void Reads_notices_without_a_report_by_their_words(string name, BounceClass expected)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(expected);
        bounce.Recipients.Select(r => r.Address).ShouldBe(["reader@example.org"]);
        bounce.How.ShouldBe("text");
    }

    [Theory]
    [InlineData("dsn-utf8")]
    [InlineData("dsn-utf8-escaped")]
    public void Reads_internationalised_reports(string name)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(BounceClass.Hard);
        bounce.Recipients.ShouldHaveSingleItem().Address.ShouldBe("Jürgen@müller.example");
    }

    [Fact]
    public void A_notice_that_names_nobody_still_says_what_happened()
    {
        var bounce = BounceReader.Read(Returned.Load("names-nobody"));

        bounce.Class.ShouldBe(BounceClass.Blocked);
        bounce.Recipients.ShouldBeEmpty();
        bounce.Unnamed.ShouldNotBeNull().Words.ShouldContain("not accepting mail");
    }

    [Theory]
    [InlineData("exim")]
    [InlineData("dsn-two")]
    public void Judges_each_recipient_by_its_own_words(string name)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(BounceClass.Hard);
        bounce.Recipients.ToDictionary(r => r.Address, r => r.Class).ShouldBe(new Dictionary<string, BounceClass>
        {
            ["gone@example.org"] = BounceClass.Hard,
            ["full@example.org"] = BounceClass.Soft,
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("arf-abuse", BounceClass.Complaint)]
    [InlineData("arf-redacted", BounceClass.Complaint)]
    [InlineData("arf-auth-failure", BounceClass.None)]
    [InlineData("arf-not-spam", BounceClass.None)]
    public void Reads_feedback_loops(string name, BounceClass expected)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(expected);
        bounce.Recipients.Select(r => r.Address).ShouldBe(["reader@example.org"]);
        bounce.MessageId.ShouldBe(Returned.MessageId);
    }

    [Theory]
    [InlineData("vacation", BounceClass.AutoReply)]
    [InlineData("polish-vacation", BounceClass.AutoReply)]
    [InlineData("thanks", BounceClass.AutoReply)]
    [InlineData("read-receipt", BounceClass.AutoReply)]
    [InlineData("letter", BounceClass.None)]
    public void Takes_nothing_for_a_bounce_that_is_none(string name, BounceClass expected)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(expected);
        bounce.Recipients.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dsn-verp-only")]
    [InlineData("ses")]
    public void Knows_the_mail_by_the_envelope_sender_when_nothing_was_returned(string name)
    {
        var bounce = BounceReader.Read(Returned.Load(name));

        bounce.Class.ShouldBe(BounceClass.Hard);
        bounce.MessageId.ShouldBe(Returned.MessageId);
        bounce.Recipients.Select(r => r.Address).ShouldBe(["reader@example.org"]);
    }

    [Fact]
    public void Never_fails_on_what_was_cut_or_scrambled_on_the_way()
    {
        var mails = Directory.GetFiles(Path.GetDirectoryName(Returned.PathOf("qmail"))!, "*.eml").Select(File.ReadAllBytes).ToArray();

        Gen.Select(Gen.Int[0, mails.Length - 1], Gen.Double[0, 1], Gen.Int[0, 1_000_000], Gen.Byte).Sample((which, cut, at, octet) =>
        {
            var damaged = mails[which][..Math.Max(1, (int)(mails[which].Length * cut))];
            damaged[at % damaged.Length] = octet;
            using var stream = new MemoryStream(damaged);
            try
            {
                BounceReader.Read(MimeMessage.Load(stream)).ShouldNotBeNull();
            }
            catch (FormatException)
            {
                // MimeKit found no header at all.
            }
        }, iter: 300);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("x-unknown")]
    [InlineData("ansi_x3.110-1983")]
    public void An_odd_charset_is_read_as_well_as_it_can_be(string charset)
    {
        var text = $"From: MAILER-DAEMON@example.org\r\nSubject: failure notice\r\nContent-Type: text/plain; charset={charset}\r\n\r\n<reader@example.org>:\r\n550 no such user\r\n";
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(text));

        BounceReader.Read(MimeMessage.Load(stream)).Class.ShouldBe(BounceClass.Hard);
    }

    [Fact]
    public void A_huge_line_costs_no_more_than_a_long_text()
    {
        var text = $"From: MAILER-DAEMON@example.org\r\nSubject: failure notice\r\n\r\n{new string(' ', 200_000)}x{string.Concat(Enumerable.Repeat("<<<<a@", 20_000))}\r\n";
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(text));

        BounceReader.Read(MimeMessage.Load(stream)).Class.ShouldBe(BounceClass.None);
    }
}
