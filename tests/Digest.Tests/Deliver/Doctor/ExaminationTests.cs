using System.Runtime.Versioning;
using System.Text;

using Digest.Deliver.Dkim;
using Digest.Deliver.Doctor;
using Digest.Model;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class ExaminationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 7, 0, 0, TimeSpan.Zero);
    private static readonly DkimKey Key = DkimKey.CreateRsa();

    // Everything as it should be; each test spoils one thing.
    private static readonly Patient Well = new()
    {
        Domain = "digest.example",
        BaseUrl = new Uri("https://www.digest.example"),
        UnsubscribeUrl = new Uri("https://www.digest.example/u/T"),
        Relays = [new RelayTarget("mx.digest.example", 587, false, null, true)],
        Keys = [new LoadedKey("s1", null, Key)],
        Mails = [Mail("<p>The lead story.</p>")],
        Week = new Week(10_000, 20, 5, 2),
        LatestRow = Now.AddMinutes(-5),
        Now = Now,
    };

    [Fact]
    public async Task A_healthy_set_up_has_nothing_to_repair() =>
        (await RunAsync(Well, Healthy())).ShouldAllBe(f => f.Level == FindingLevel.Ok && f.Change == null);

    [Theory]
    [InlineData("", FindingLevel.Fail, "no SPF record")]
    [InlineData("v=spf1 a:mx.digest.example +all", FindingLevel.Fail, "allows everybody")]
    [InlineData("v=spf1 a:mx.digest.example", FindingLevel.Warn, "says nothing about others")]
    [InlineData("v=spf1 ip4:198.51.100.0/24 -all", FindingLevel.Warn, "is not named")]
    [InlineData("v=spf1 ipv4:203.0.113.5 -all", FindingLevel.Fail, "no mechanism")]
    [InlineData("v=spf1 include:nothing.example -all", FindingLevel.Fail, "has no SPF record")]
    [InlineData("v=spf1 include:loop.example -all", FindingLevel.Fail, "look-ups")]
    [InlineData("v=spf1 a:none1.example a:none2.example a:none3.example a:mx.digest.example -all", FindingLevel.Fail, "that find nothing")]
    [InlineData("v=spf1 redirect=nothing.example", FindingLevel.Fail, "redirect=nothing.example has no SPF record")]
    [InlineData("v=spf1 include:away.example -all", FindingLevel.Warn, "gave no answer for a part")]
    [InlineData("v=spf1 exists:%{i}._listed.example -all", FindingLevel.Warn, "is not named")]
    public async Task Spf(string record, FindingLevel level, string words)
    {
        var zone = Healthy().Txt("loop.example", "v=spf1 include:loop.example -all").Failing("away.example", DnsKind.Txt);
        _ = record.Length == 0 ? zone.Txt("digest.example") : zone.Txt("digest.example", record);

        Worst(await RunAsync(Well, zone), "spf", level).What.ShouldContain(words);
    }

    [Theory]
    [InlineData("v=spf1 include:%{ir}.%{v}.%{d}._spf.example -all")]
    [InlineData("v=spf1 exists:%{i}.%{l}._known.example -all")]
    [InlineData("v=spf1 redirect=_spf.%{d2}")]
    [InlineData("V=SPF1 A:mx.%{d}/32 ~ALL")]
    [InlineData("v=spf1 a:none1.example a:none2.example include:c1.example include:c2.example include:c3.example include:c4.example include:c5.example include:c6.example include:c7.example a:mx.digest.example -all")]
    public async Task Spf_records_that_are_unusual_and_right_pass(string record)
    {
        var zone = Healthy().Txt("digest.example", record)
            .Txt("5.113.0.203.in-addr.digest.example._spf.example", "v=spf1 ip4:203.0.113.5 -all")
            .Txt("_spf.digest.example", "v=spf1 ip4:203.0.113.0/28 -all")
            .A("203.0.113.5.bounce._known.example", "127.0.0.2");
        for (var i = 1; i <= 7; i++)
        {
            zone.Txt($"c{i}.example", "v=spf1 ip4:198.51.100.7 -all");
        }

        (await RunAsync(Well, zone)).Where(f => f.Check == "spf").ShouldAllBe(f => f.Level == FindingLevel.Ok);
    }

    [Fact]
    public async Task A_record_that_nobody_can_evaluate_is_noticed_without_a_relay_of_a_name() =>
        Worst(await RunAsync(Well with { Relays = [new RelayTarget("localhost", 25, false, null, false)] }, Healthy().Txt("digest.example", "v=spf1 include:nothing.example -all")), "spf", FindingLevel.Fail)
            .What.ShouldContain("cannot be evaluated");

    [Fact]
    public async Task Without_an_MX_the_address_of_the_domain_itself_is_asked() =>
        Worst(await RunAsync(Well, Healthy().Mx("digest.example").A("digest.example", "203.0.113.9")), "mx", FindingLevel.Warn).What.ShouldContain("come to its address");

    [Fact]
    public async Task Spf_records_must_not_be_two() =>
        Worst(await RunAsync(Well, Healthy().Txt("digest.example", "v=spf1 -all", "v=spf1 mx -all")), "spf", FindingLevel.Fail).What.ShouldContain("2 SPF records");

    [Theory]
    [InlineData("v=spf1 ip4:198.51.100.0/24 -all", FindingLevel.Warn, "mx.digest.example (203.0.113.5) is not named")]
    [InlineData("v=spf1 include:nothing.example -all", FindingLevel.Fail, "has no SPF record")]
    public async Task Spf_is_asked_for_the_name_that_a_relay_on_this_machine_goes_by(string record, FindingLevel level, string words) =>
        Worst(await RunAsync(Well with { Relays = [new RelayTarget("localhost", 25, false, "mx.digest.example", false)] }, Healthy().Txt("digest.example", record)), "spf", level).What.ShouldContain(words);

    [Theory]
    [InlineData(true, FindingLevel.Fail, "nothing is sent")]
    [InlineData(false, FindingLevel.Ok, "without TLS but on this machine")]
    public async Task A_relay_on_this_machine_needs_tls_only_where_it_is_asked_for(bool asked, FindingLevel level, string words) =>
        (await RelayCheck.RunAsync(Well with { Relays = [new RelayTarget("localhost", 25, false, null, false, RequiresTls: asked)] }, (_, _) => Task.FromResult(new RelayProbe(false, null, 0, false)), default))[0]
            .ShouldSatisfyAllConditions(f => f.Level.ShouldBe(level), f => f.What.ShouldContain(words));

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=", FindingLevel.Fail, "revoked")]
    [InlineData("v=DKIM1; k=rsa; p=AAAA", FindingLevel.Fail, "another key")]
    [InlineData("v=DKIM1; h=sha1; p=AAAA", FindingLevel.Fail, "leaves out sha256")]
    [InlineData("v=DKIM1; s=tlsrpt; p=AAAA", FindingLevel.Fail, "leaves out e-mail")]
    [InlineData("v=spf1 -all", FindingLevel.Fail, "is no DKIM key")]
    [InlineData("", FindingLevel.Fail, "not published")]
    public async Task Dkim(string record, FindingLevel level, string words)
    {
        var zone = Healthy();
        _ = record.Length == 0 ? zone.Txt("s1._domainkey.digest.example") : zone.Txt("s1._domainkey.digest.example", record);

        Worst(await RunAsync(Well, zone), "dkim", level).What.ShouldContain(words);
    }

    [Fact]
    public async Task A_key_to_come_is_asked_for_before_its_day()
    {
        using var next = DkimKey.CreateRsa();
        var rotating = Well with { Keys = [.. Well.Keys, new LoadedKey("s2", Now.AddDays(2), next)] };

        var finding = Worst(await RunAsync(rotating, Healthy()), "dkim", FindingLevel.Warn);
        finding.What.ShouldContain("s2._domainkey.digest.example is not published");
        finding.Change.ShouldNotBeNull().ShouldContain(next.Record);
    }

    [Fact]
    public async Task Unsigned_mail_and_broken_key_files_fail()
    {
        Worst(await RunAsync(Well with { Keys = [] }, Healthy()), "dkim", FindingLevel.Fail).What.ShouldContain("not signed");
        Worst(await RunAsync(Well with { Keys = [], KeysError = "s1.pem holds no key" }, Healthy()), "dkim", FindingLevel.Fail).What.ShouldBe("s1.pem holds no key");
    }

    [Theory]
    [InlineData("", FindingLevel.Fail, "no DMARC record")]
    [InlineData("v=DMARC1; p=none; rua=mailto:d@digest.example", FindingLevel.Warn, "others may send")]
    [InlineData("v=DMARC1; p=reject", FindingLevel.Warn, "no reports")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@digest.example; pct=50", FindingLevel.Warn, "pct")]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:d@digest.example", FindingLevel.Warn, "in testing")]
    [InlineData("v=DMARC1; p=refuse; rua=mailto:d@digest.example", FindingLevel.Fail, "cannot be read")]
    public async Task Dmarc(string record, FindingLevel level, string words)
    {
        var zone = Healthy();
        _ = record.Length == 0 ? zone.Txt("_dmarc.digest.example") : zone.Txt("_dmarc.digest.example", record);

        Worst(await RunAsync(Well, zone), "dmarc", level).What.ShouldContain(words);
    }

    [Fact]
    public async Task Dmarc_is_found_by_walking_up_the_tree()
    {
        var zone = new Zone().Txt("_dmarc.example.co.uk", "v=DMARC1; p=none; sp=reject; rua=mailto:d@example.co.uk").Txt("_dmarc.co.uk", "v=DMARC1; psd=y; p=none");
        var patient = Well with { Domain = "news.mail.example.co.uk" };

        (await DmarcCheck.RunAsync(patient, zone.LookUp, CancellationToken.None)).ShouldHaveSingleItem().Level.ShouldBe(FindingLevel.Ok);
        zone.Asked.ShouldBe(["Txt _dmarc.news.mail.example.co.uk", "Txt _dmarc.mail.example.co.uk", "Txt _dmarc.example.co.uk", "Txt _dmarc.co.uk"]);
    }

    [Fact]
    public async Task The_walk_up_a_long_name_leaps_to_its_last_seven_labels()
    {
        var zone = new Zone();

        await DmarcCheck.RunAsync(Well with { Domain = "a.b.c.d.e.f.g.h.i.j.example" }, zone.LookUp, CancellationToken.None);

        zone.Asked[0].ShouldBe("Txt _dmarc.a.b.c.d.e.f.g.h.i.j.example");
        zone.Asked[1].ShouldBe("Txt _dmarc.e.f.g.h.i.j.example");
        zone.Asked.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_signature_for_another_domain_does_not_align() =>
        Worst(await RunAsync(Well with { SigningDomain = "provider.example" }, Healthy().Txt("s1._domainkey.provider.example", Key.Record)), "dmarc", FindingLevel.Fail).What.ShouldContain("does not align");

    [Fact]
    public async Task Bounces_need_a_way_back()
    {
        Worst(await RunAsync(Well, Healthy().Mx("digest.example")), "mx", FindingLevel.Fail).What.ShouldContain("no MX");
        Worst(await RunAsync(Well, Healthy().Mx("digest.example", "0 .")), "mx", FindingLevel.Fail).What.ShouldContain("null MX");
        Worst(await RunAsync(Well, Healthy().Mx("digest.example", "10 gone.example")), "mx", FindingLevel.Fail).What.ShouldContain("has no address");
    }

    [Fact]
    public async Task The_reverse_name_must_lead_back()
    {
        Worst(await RunAsync(Well, Healthy().Reverse("5.113.0.203.in-addr.arpa")), "ptr", FindingLevel.Fail).What.ShouldContain("no reverse name");
        Worst(await RunAsync(Well, Healthy().Reverse("5.113.0.203.in-addr.arpa", "dynamic.isp.example")), "ptr", FindingLevel.Fail).What.ShouldContain("does not lead back");
    }

    [Fact]
    public async Task A_name_server_that_is_away_is_no_verdict()
    {
        var zone = Healthy().Failing("digest.example", DnsKind.Txt).Failing("_dmarc.digest.example", DnsKind.Txt).Failing("digest.example", DnsKind.Mx);

        (await RunAsync(Well, zone)).Where(f => f.Level != FindingLevel.Ok).ShouldAllBe(f => f.Level == FindingLevel.Warn && f.What.Contains("SERVFAIL"));
    }

    [Theory]
    [InlineData(false, null, null, "offers no TLS")]
    [InlineData(true, "RemoteCertificateNameMismatch", null, "certificate does not hold")]
    [InlineData(true, null, "connection refused", "does not answer")]
    public async Task The_relay_must_be_there_and_secure(bool tls, string? certificate, string? error, string words) =>
        Worst(await RunAsync(Well, Healthy(), relay: new RelayProbe(tls, certificate, 0, true, error)), "relay", FindingLevel.Fail).What.ShouldContain(words);

    [Fact]
    public async Task The_relay_must_take_our_login_and_our_sizes()
    {
        Worst(await RunAsync(Well, Healthy(), relay: new RelayProbe(true, null, 0, false)), "relay", FindingLevel.Fail).What.ShouldContain("AUTH");
        Worst(await RunAsync(Well, Healthy(), relay: new RelayProbe(true, null, 100, true)), "relay", FindingLevel.Fail).What.ShouldContain("at most 100 octets");
        Worst(await RunAsync(Well with { Relays = [] }, Healthy()), "relay", FindingLevel.Fail).What.ShouldContain("nothing is sent");
    }

    [Theory]
    [InlineData(301, null, "redirected")]
    [InlineData(403, null, "answered 403")]
    [InlineData(503, null, "answered 503")]
    [InlineData(400, null, "answered 400")]
    [InlineData(404, null, "is not this Digest")]
    [InlineData(405, null, "is not this Digest")]
    [InlineData(0, "certificate expired", "certificate expired")]
    public async Task One_click_unsubscription_must_answer_from_outside(int status, string? error, string words) =>
        Worst(await RunAsync(Well, Healthy(), new HttpProbe(status, Now, error)), "unsubscribe", FindingLevel.Fail).What.ShouldContain(words);

    [Theory]
    [InlineData("http://127.0.0.1:8080", "cannot open its links")]
    [InlineData("http://www.digest.example", "not https")]
    [InlineData("https://unknown.digest.example", "no public address")]
    public async Task The_base_url_must_be_one_that_readers_can_open(string url, string words) =>
        Worst(await RunAsync(Well with { BaseUrl = new Uri(url) }, Healthy()), "site", FindingLevel.Fail).What.ShouldContain(words);

    [Fact]
    public async Task A_wrong_clock_is_noticed()
    {
        Worst(await RunAsync(Well, Healthy(), new HttpProbe(200, Now.AddMinutes(-10))), "clock", FindingLevel.Fail).What.ShouldContain("differ by 600 s");
        Worst(await RunAsync(Well with { LatestRow = Now.AddHours(1) }, Healthy()), "clock", FindingLevel.Fail).What.ShouldContain("later than now");
        Worst(await RunAsync(Well, Healthy(), new HttpProbe(200, null)), "clock", FindingLevel.Warn).Change.ShouldNotBeNull().ShouldContain("NTP");
    }

    [Fact]
    public async Task Mails_that_gmail_would_cut_are_noticed()
    {
        Worst(await RunAsync(Well with { Mails = [Mail(new string('x', 90 * 1024))] }, Healthy()), "mail", FindingLevel.Warn).What.ShouldContain("90 KB");
        Worst(await RunAsync(Well with { Mails = [Mail(new string('x', 103 * 1024))] }, Healthy()), "mail", FindingLevel.Fail).What.ShouldContain("cuts");
        Worst(await RunAsync(Well with { Mails = [Mail("x", "Precedence: bulk\r\n")] }, Healthy()), "mail", FindingLevel.Fail).What.ShouldContain("List-Unsubscribe-Post");
    }

    [Theory]
    [InlineData("600", FindingLevel.Ok)]
    [InlineData("400", FindingLevel.Ok)]
    [InlineData("700", FindingLevel.Ok)]
    [InlineData("640", FindingLevel.Fail)]
    [InlineData("620", FindingLevel.Fail)]
    [InlineData("604", FindingLevel.Fail)]
    [InlineData("602", FindingLevel.Fail)]
    [InlineData("644", FindingLevel.Fail)]
    [InlineData("777", FindingLevel.Fail)]
    public async Task Secrets_are_their_owners_alone(string mode, FindingLevel level)
    {
        var file = Path.GetTempFileName();
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32(mode, 8));

        var finding = Worst(await RunAsync(Well with { SecretFiles = [file, file] }, Healthy()), "secrets", level);

        finding.What.ShouldContain(file);
        finding.Change.ShouldBe(level == FindingLevel.Ok ? null : "chmod 600 " + file);
        File.Delete(file);
    }

    [Fact]
    public async Task A_secret_file_that_is_not_there_is_noticed() =>
        Worst(await RunAsync(Well with { SecretFiles = ["/nowhere/smtp"] }, Healthy()), "secrets", FindingLevel.Fail).What.ShouldContain("not there");

    [Theory]
    [InlineData(10_000, 0, 0, 40, FindingLevel.Fail)]
    [InlineData(10_000, 0, 0, 15, FindingLevel.Warn)]
    [InlineData(10_000, 600, 0, 0, FindingLevel.Fail)]
    [InlineData(10_000, 0, 700, 0, FindingLevel.Fail)]
    [InlineData(50, 10, 10, 10, FindingLevel.Ok)]
    public void A_week_of_complaints_and_bounces_is_weighed(long submitted, long hard, long blocked, long complaints, FindingLevel level) =>
        FeedbackCheck.Run(Well with { Week = new Week(submitted, hard, blocked, complaints) }).Level.ShouldBe(level);

    [Fact]
    public async Task What_waits_for_the_operator_is_a_finding()
    {
        var edition = new Pause { Scope = Pause.Edition(12), Reason = "60 mails were due more than 12 hours before this start", Source = "overdue", CreatedAt = Now };
        var waiting = Well with { Pauses = [edition, edition with { Scope = Pause.Trust }], Held = 3 };

        var findings = (await RunAsync(waiting, Healthy())).Where(f => f.Check == "waiting").ToList();

        findings.Select(f => f.Level).ShouldBe([FindingLevel.Warn, FindingLevel.Warn]);
        findings[0].What.ShouldBe("edition:12 is paused since 2026-11-24 07:00:00 UTC: 60 mails were due more than 12 hours before this start");
        findings[0].Change.ShouldBe("`digest deliveries resume edition:12` goes on, `digest deliveries cancel 12` drops what is left of it.");
        findings[1].What.ShouldContain("3 mails are held in doubt");
        Worst(await RunAsync(Well with { Pauses = [edition with { Scope = Pause.All }] }, Healthy()), "waiting", FindingLevel.Fail).Change.ShouldBe("`digest deliveries resume all` goes on.");
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(Patient patient, Zone zone, HttpProbe? http = null, RelayProbe? relay = null) => new Examination(
        zone.LookUp,
        (_, _) => Task.FromResult(http ?? new HttpProbe(200, Now.AddSeconds(1))),
        (_, _) => Task.FromResult(relay ?? new RelayProbe(true, null, 50_000_000, true))).RunAsync(patient, CancellationToken.None);

    private static Zone Healthy() => new Zone()
        .Txt("digest.example", "v=spf1 a:mx.digest.example -all", "some-verification=1")
        .Txt("s1._domainkey.digest.example", Key.Record)
        .Txt("_dmarc.digest.example", "v=DMARC1; p=reject; rua=mailto:dmarc@digest.example")
        .Mx("digest.example", "10 mx.digest.example")
        .A("mx.digest.example", "203.0.113.5")
        .A("www.digest.example", "203.0.113.6")
        .Reverse("5.113.0.203.in-addr.arpa", "mx.digest.example");

    private static Finding Worst(IReadOnlyList<Finding> findings, string check, FindingLevel level)
    {
        var of = findings.Where(f => f.Check == check).ToList();
        of.Max(f => f.Level).ShouldBe(level, string.Join('\n', of));
        return of.First(f => f.Level == level);
    }

    private static OutgoingMail Mail(string html, string more = "List-Id: <l.digest.example>\r\nList-Unsubscribe: <https://www.digest.example/u/T>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n") =>
        new("bounce+1@digest.example", "reader@example.org", Encoding.ASCII.GetBytes(
            "From: Digest <news@digest.example>\r\nTo: reader@example.org\r\nSubject: S\r\nDate: Tue, 24 Nov 2026 06:00:00 +0000\r\nMessage-ID: <1@digest.example>\r\n"
            + more + "Content-Type: text/html\r\n\r\n" + html + "\r\n"));
}
