using System.Text;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

public sealed class TextDecoderTests
{
    static TextDecoderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string German = "Gärten für Zürichs Straßen – „schön“";

    private static byte[] Document(string title, string encoding, string? declared) =>
        Encoding.GetEncoding(encoding).GetBytes($"<?xml version=\"1.0\"{(declared is null ? "" : $" encoding=\"{declared}\"")}?><rss><channel><title>{title}</title></channel></rss>");

    [Theory]
    [InlineData("utf-8", "utf-8", null)]
    [InlineData("utf-8", null, null)]
    [InlineData("utf-8", "iso-8859-1", null)]
    [InlineData("utf-8", null, "text/xml; charset=us-ascii")]
    [InlineData("windows-1252", "windows-1252", null)]
    [InlineData("windows-1252", "iso-8859-1", null)]
    [InlineData("windows-1252", null, "text/xml; charset=\"windows-1252\"")]
    [InlineData("windows-1252", "utf-8", null)]
    [InlineData("windows-1252", null, null)]
    [InlineData("windows-1252", "no-such-thing", null)]
    [InlineData("utf-16", "utf-16", null)]
    [InlineData("utf-16BE", "utf-16", null)]
    [InlineData("utf-32", null, null)]
    public void Reads_german_however_it_is_labelled(string really, string? declared, string? contentType) =>
        FeedFixture.Bytes(Document(German, really, declared), contentType).Title.ShouldBe(German);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_decides(string encoding)
    {
        byte[] body = [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Document(German, encoding, "iso-8859-1")];

        FeedFixture.Bytes(body, "text/xml; charset=koi8-r").Title.ShouldBe(German);
    }

    [Theory]
    [InlineData("koi8-r", "Правительство объявило о новых мерах поддержки")]
    [InlineData("windows-1251", "Правительство объявило о новых мерах поддержки")]
    [InlineData("shift_jis", "東京で新しい美術館がひらかれました")]
    [InlineData("euc-jp", "東京で新しい美術館がひらかれました")]
    [InlineData("euc-kr", "서울에서 새로운 미술관이 문을 열었다고 발표했다")]
    [InlineData("gb18030", "中国人民银行今天在北京宣布了新的政策，这是一个大的变化")]
    [InlineData("windows-1253", "Η κυβέρνηση ανακοίνωσε νέα μέτρα στήριξης")]
    [InlineData("windows-1255", "הממשלה הודיעה היום על צעדים חדשים")]
    [InlineData("windows-1256", "أعلنت الحكومة اليوم عن إجراءات جديدة للدعم")]
    [InlineData("windows-874", "รัฐบาลประกาศมาตรการใหม่ในวันนี้")]
    [InlineData("windows-1250", "Rząd ogłosił dziś nowe środki wsparcia dla małych przedsiębiorstw")]
    public void Declared_or_guessed_the_world_reads(string encoding, string title)
    {
        FeedFixture.Bytes(Document(title, encoding, encoding)).Title.ShouldBe(title);

        var guessed = FeedFixture.Bytes(Document(title, encoding, null));
        guessed.Title.ShouldBe(title);
        guessed.Recovered!.ShouldContain("read as");
    }

    [Fact]
    public void One_stray_byte_does_not_change_the_encoding()
    {
        byte[] body = [.. "<rss><channel><title>"u8, .. Encoding.UTF8.GetBytes("Größe, Übung, Café, naïve"), 0xE9, .. "</title></channel></rss>"u8];

        var feed = FeedFixture.Bytes(body);

        feed.Title.ShouldBe("Größe, Übung, Café, naïve\uFFFD");
        feed.Recovered!.ShouldContain("1 byte sequences that are not UTF-8");
    }

    [Fact]
    public void Says_when_the_label_was_wrong() =>
        FeedFixture.Bytes(Document(German, "utf-8", "iso-8859-1")).Recovered.ShouldBe("said to be windows-1252, but it is UTF-8");
}
