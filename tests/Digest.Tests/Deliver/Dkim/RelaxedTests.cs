using System.Text;
using System.Text.RegularExpressions;

using CsCheck;

using Digest.Deliver.Dkim;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver.Dkim;

public sealed class RelaxedTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.Const("\r\n"), Gen.Const(" "), Gen.Const("\t"), Gen.Const("  "), Gen.Const("x"), Gen.Const("word"))
        .Array[0, 30].Select(string.Concat);

    [Fact]
    public void A_body_reads_as_the_standard_words_it() => Text.Sample(body => Body(body).ShouldBe(Naive(body)));

    [Fact]
    public void A_body_is_the_same_once_it_is_canonical() => Text.Sample(body => Body(Body(body)).ShouldBe(Body(body)));

    // The examples of RFC 6376, 3.4.5.
    [Fact]
    public void The_standards_own_example_holds()
    {
        Header("A", " X").ShouldBe("a:X");
        Header("B ".TrimEnd(), " Y\t\r\n\tZ  ").ShouldBe("b:Y Z");
        Body(" C \r\nD \t E\r\n\r\n\r\n").ShouldBe(" C\r\nD E\r\n");
    }

    [Theory]
    [InlineData("", "subject:")]
    [InlineData(" \r\n\t ", "subject:")]
    [InlineData("  a\tb \r\n c", "subject:a b c")]
    public void A_field_loses_folds_and_runs(string value, string expected) => Header("SuBject", value).ShouldBe(expected);

    private static string Naive(string body)
    {
        var lines = Regex.Replace(Regex.Replace(body, "[ \t]+", " "), " (?=\r\n|$)", "");
        var text = Regex.Replace(lines, "(\r\n)+\\z", "");
        return text.Length == 0 ? "" : text + "\r\n";
    }

    private static string Body(string body)
    {
        var into = new byte[body.Length + 2];
        return Encoding.ASCII.GetString(into, 0, Relaxed.Body(Encoding.ASCII.GetBytes(body), into));
    }

    private static string Header(string name, string value)
    {
        var into = new byte[name.Length + value.Length + 1];
        return Encoding.ASCII.GetString(into, 0, Relaxed.Header(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value), into));
    }
}
