using System.Globalization;

using Digest.Gather.Parse;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class FeedDateTests
{
    [Theory]
    [InlineData("2026-11-24T06:30:00Z", "2026-11-24 06:30:00")]
    [InlineData("2026-11-24T06:30:00.125+01:00", "2026-11-24 05:30:00")]
    [InlineData("2026-11-24t06:30:00-0530", "2026-11-24 12:00:00")]
    [InlineData("2026-11-24 06:30:00", "2026-11-24 06:30:00")]
    [InlineData("2026-11-24T06:30", "2026-11-24 06:30:00")]
    [InlineData("2026-11-24", "2026-11-24 00:00:00")]
    [InlineData("2026-11", "2026-11-01 00:00:00")]
    [InlineData("2026", "2026-01-01 00:00:00")]
    [InlineData("20261124T063000Z", "2026-11-24 06:30:00")]
    [InlineData("2026-328", "2026-11-24 00:00:00")]
    [InlineData("2026-W48-2", "2026-11-24 00:00:00")]
    [InlineData("2026/11/24 06:30:00 +0100", "2026-11-24 05:30:00")]
    [InlineData("2026-11-24T24:00:00Z", "2026-11-25 00:00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31 23:59:59")]
    public void Reads_iso_8601(string written, string utc) => Read(written).ShouldBe(utc);

    [Theory]
    [InlineData("Tue, 24 Nov 2026 06:30:00 GMT", "2026-11-24 06:30:00")]
    [InlineData("Tue, 24 Nov 2026 06:30:00 +0100", "2026-11-24 05:30:00")]
    [InlineData("24 Nov 2026 06:30 EST", "2026-11-24 11:30:00")]
    [InlineData("Tue, 4 Nov 26 06:30:00 PDT", "2026-11-04 13:30:00")]
    [InlineData("Fri, 24 Nov 2026 06:30:00 GMT", "2026-11-24 06:30:00")]
    [InlineData("Tue, 24 November 2026 06:30:00 CEST", "2026-11-24 04:30:00")]
    [InlineData("Tue, 24 Nov 2026 06:30:00 Europe/Berlin", "2026-11-24 05:30:00")]
    [InlineData("Tue, 24 Nov 2026 06:30:00 XYZ", "2026-11-24 06:30:00")]
    [InlineData("Tue Nov 24 06:30:00 2026", "2026-11-24 06:30:00")]
    [InlineData("Tue Nov 24 06:30:00 UTC 2026", "2026-11-24 06:30:00")]
    public void Reads_mail_dates_and_their_kin(string written, string utc) => Read(written).ShouldBe(utc);

    [Theory]
    [InlineData("Dienstag, 24. November 2026 um 06:30 Uhr", "2026-11-24 06:30:00")]
    [InlineData("mar., 24 nov. 2026 06:30:00 +0100", "2026-11-24 05:30:00")]
    [InlineData("mardi 24 novembre 2026 à 6h30", "2026-11-24 06:30:00")]
    [InlineData("martes, 24 de noviembre de 2026 06:30", "2026-11-24 06:30:00")]
    [InlineData("wtorek, 24 listopada 2026 06:30", "2026-11-24 06:30:00")]
    [InlineData("Вт, 24 ноября 2026 06:30:00 +0300", "2026-11-24 03:30:00")]
    [InlineData("Τρί, 24 Νοε 2026 06:30:00 EET", "2026-11-24 04:30:00")]
    [InlineData("2026年11月24日 06:30", "2026-11-23 22:30:00")]
    [InlineData("2026년 11월 24일 06:30:00", "2026-11-23 21:30:00")]
    [InlineData("November 24, 2026 - 3:09pm", "2026-11-24 15:09:00")]
    [InlineData("Nov 24th, 2026 12:05 a.m.", "2026-11-24 00:05:00")]
    public void Reads_many_languages(string written, string utc) => Read(written).ShouldBe(utc);

    [Theory]
    [InlineData("24.11.2026 06:30", null, "2026-11-24 06:30:00")]
    [InlineData("24/11/2026", null, "2026-11-24 00:00:00")]
    [InlineData("11/24/2026 6:30 PM", null, "2026-11-24 18:30:00")]
    [InlineData("03/04/2026", "en-us", "2026-03-04 00:00:00")]
    [InlineData("03/04/2026", "fr", "2026-04-03 00:00:00")]
    [InlineData("03.04.2026", "en-us", "2026-04-03 00:00:00")]
    public void Reads_numbers_in_the_order_that_can_be_told(string written, string? language, string utc) => Read(written, language).ShouldBe(utc);

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("0000-00-00T00:00:00")]
    [InlineData("Mon, 00 Foo 0000")]
    [InlineData("Sun, 16 Dec 2012 1:2:3:4 GMT")]
    [InlineData("Sun, 16 Dec 2012 11:47:32 +zz:00")]
    [InlineData("24 Nov")]
    [InlineData("12:30:00")]
    [InlineData("9999-12-31T23:59:59-99:99")]
    [InlineData("1234567890")]
    public void A_wrong_date_is_no_date(string written) => FeedDate.Parse(written).ShouldBeNull();

    private static string? Read(string written, string? language = null) => FeedDate.Parse(written, language)?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
