using System.Text.RegularExpressions;

using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Templates;

/// <summary>The templates and words that are shipped.</summary>
public sealed partial class RepositoryTemplatesTests
{
    [Fact]
    public void Every_template_and_locale_can_be_read() => TemplateFixture.Repository.Faults.ShouldBeEmpty();

    [Fact]
    public void Every_locale_has_every_key_of_the_others_and_no_empty_text()
    {
        var set = TemplateFixture.Repository;
        set.Locales.ShouldBe(["de", "en"], ignoreOrder: true);
        foreach (var name in set.Locales)
        {
            var words = set.Locale(name);
            set.Locale("en").Keys.Except(words.Keys).ShouldBeEmpty($"missing in {name}.json");
            words.Keys.Except(set.Locale("en").Keys).ShouldBeEmpty($"only in {name}.json");
            words.Keys.Where(k => string.IsNullOrWhiteSpace(words.Find(k))).ShouldBeEmpty($"empty in {name}.json");
        }
    }

    [Fact]
    public void Every_key_a_template_asks_for_is_there()
    {
        var words = TemplateFixture.Repository.Locale("en");
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "templates"), "*.*", SearchOption.AllDirectories);
        var asked = from file in files
                    from Match match in Key().Matches(File.ReadAllText(file))
                    where words.Find(match.Groups[1].Value) is null
                    select $"{Path.GetFileName(file)}: {match.Groups[1].Value}";
        asked.ShouldBeEmpty();
    }

    [GeneratedRegex("""\bt "([\w.-]+\w)"[^+]""")]
    private static partial Regex Key();
}
