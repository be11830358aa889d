using Digest.Deliver.Doctor;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Doctor;

/// <summary>Which record counts, and which domains align, by RFC 9989.</summary>
public sealed class DmarcCheckTests
{
    private const string Rua = "; rua=mailto:d@example.com";

    [Theory]
    // The record at the From domain decides, whatever stands above.
    [InlineData("a.example.com", "a.example.com=p=none|example.com=p=reject; sp=reject", FindingLevel.Warn)]
    // Else the organizational domain's: the shortest name, not the nearest. Its sp= counts, and p= where there is none.
    [InlineData("a.b.example.com", "b.example.com=p=none|example.com=p=none; sp=reject", FindingLevel.Ok)]
    [InlineData("a.example.com", "example.com=p=reject", FindingLevel.Ok)]
    [InlineData("a.example.com", "example.com=p=reject; sp=none", FindingLevel.Warn)]
    // psd=n ends the walk; psd=y says that the name below it is the organizational one.
    [InlineData("a.b.example.com", "b.example.com=p=reject; psd=n|example.com=p=none", FindingLevel.Ok)]
    [InlineData("a.example.co.uk", "example.co.uk=p=reject|co.uk=p=none; psd=y", FindingLevel.Ok)]
    [InlineData("a.b.example.co.uk", "b.example.co.uk=p=reject|co.uk=p=none; psd=y", FindingLevel.Fail)]
    [InlineData("example.co.uk", "co.uk=p=reject; psd=y", FindingLevel.Fail)]
    // Two at one name count as none.
    [InlineData("example.com", "example.com=p=reject|example.com=p=reject", FindingLevel.Fail)]
    [InlineData("a.example.com", "a.example.com=p=none|a.example.com=p=none|example.com=p=reject", FindingLevel.Ok)]
    public async Task Finds_the_record_that_counts(string from, string records, FindingLevel level)
    {
        var zone = new Zone();
        foreach (var name in records.Split('|').Select(r => r.Split('=', 2)).GroupBy(r => r[0], r => $"v=DMARC1; {r[1]}{Rua}"))
        {
            zone.Txt("_dmarc." + name.Key, [.. name]);
        }

        (await RunAsync(from, zone)).Max(f => f.Level).ShouldBe(level);
    }

    [Theory]
    [InlineData("v = DMARC1 ; p=reject", FindingLevel.Ok)]
    [InlineData("v=DMARC1", FindingLevel.Warn)]
    [InlineData("v=DMARC1; p=REJECT", FindingLevel.Ok)]
    [InlineData("v=DMARC12; p=reject", FindingLevel.Fail)]
    [InlineData("p=reject; v=DMARC1", FindingLevel.Fail)]
    public async Task Reads_a_record_as_receivers_do(string record, FindingLevel level) =>
        (await RunAsync("example.com", new Zone().Txt("_dmarc.example.com", record + Rua))).Max(f => f.Level).ShouldBe(level);

    [Theory]
    [InlineData("news.example.com", "example.com", "p=reject", true)]
    [InlineData("example.com", "mail.example.com", "p=reject", true)]
    [InlineData("news.example.com", "mail.example.com", "p=reject", true)]
    [InlineData("news.example.com", "mail.example.com", "p=reject; adkim=s", false)]
    [InlineData("example.com", "example.com", "p=reject; adkim=s", true)]
    [InlineData("example.com", "provider.example", "p=reject", false)]
    public async Task Tells_whether_the_signature_aligns(string from, string signing, string record, bool aligns)
    {
        var findings = await RunAsync(from, new Zone().Txt("_dmarc.example.com", $"v=DMARC1; {record}{Rua}"), signing);

        findings.Any(f => f.Level == FindingLevel.Fail).ShouldBe(!aligns);
    }

    [Fact]
    public async Task Brothers_align_even_where_the_first_has_a_record_of_its_own()
    {
        var zone = new Zone().Txt("_dmarc.news.example.com", "v=DMARC1; p=reject" + Rua).Txt("_dmarc.example.com", "v=DMARC1; p=reject" + Rua);

        (await RunAsync("news.example.com", zone, "mail.example.com")).ShouldAllBe(f => f.Level == FindingLevel.Ok);
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(string from, Zone zone, string? signing = null) => DmarcCheck.RunAsync(new Patient
    {
        Domain = from,
        SigningDomain = signing,
        BaseUrl = new Uri("https://www.example.com"),
        UnsubscribeUrl = new Uri("https://www.example.com/u/T"),
        Now = new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero),
    }, zone.LookUp, CancellationToken.None);
}
