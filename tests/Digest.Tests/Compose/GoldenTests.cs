using System.Text;

using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>One issue as it looks, kept as files and reviewed as diffs. DIGEST_GOLDEN=write writes them anew.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void An_issue_looks_as_it_did(string locale)
    {
        var mail = new MailFixture();
        var reader = MailFixture.Reader(locale, "Europe/Berlin", "13000000", "15000000");
        var press = mail.Press(Paper.Today(), reader);
        var (text, html) = press.Show(mail.Content(press, reader));
        Compare($"issue.{locale}.txt", text);
        Compare($"issue.{locale}.html", html);
        Compare($"issue.{locale}.eml", Encoding.UTF8.GetString(mail.Message(Paper.Today(), reader).Span));
    }

    private static void Compare(string name, string now)
    {
        var file = Path.Combine(Repository.Root, "tests", "Digest.Tests", "Fixtures", "Compose", name);
        if (Environment.GetEnvironmentVariable("DIGEST_GOLDEN") == "write")
        {
            File.WriteAllText(file, now);
        }

        now.ShouldBe(File.ReadAllText(file), $"{name} changed: look at the diff, then run once with DIGEST_GOLDEN=write");
    }
}
