using System.Text.RegularExpressions;

using Shouldly;

using Xunit;

namespace Digest.Tests;

/// <summary>The architecture document: which folder may use which. Any other mention fails.</summary>
public sealed partial class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Model"] = [],
        ["Store"] = ["Model"],
        ["Links"] = ["Model"],
        ["Templates"] = ["Model"],
        ["Gather"] = ["Store", "Model"],
        ["Stories"] = ["Store", "Model"],
        ["Editions"] = ["Store", "Model"],
        ["Compose"] = ["Templates", "Links", "Store", "Model"],
        ["Deliver"] = ["Store", "Model"],
        ["Subscribers"] = ["Store", "Model"],
        ["Sample"] = ["Gather", "Stories", "Editions", "Compose", "Deliver", "Subscribers", "Templates", "Links", "Store", "Model"],
        ["Schedule"] = ["Gather", "Stories", "Editions", "Compose", "Deliver", "Subscribers", "Store", "Model"],
        ["Web"] = ["Gather", "Stories", "Editions", "Compose", "Deliver", "Subscribers", "Templates", "Links", "Store", "Model"],
        ["Cli"] = ["Gather", "Stories", "Editions", "Compose", "Deliver", "Subscribers", "Templates", "Links", "Sample", "Store", "Model"],
    };

    [Fact]
    public void Every_folder_is_in_the_table() =>
        Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj" or "Properties"))
            .Order().ShouldBe(Arrows.Keys.Order());

    [Fact]
    public void Arrows_run_one_way()
    {
        var wrong = from folder in Arrows
                    from file in Directory.EnumerateFiles(Path.Combine(Root, folder.Key), "*.cs", SearchOption.AllDirectories)
                    from used in Mentions(File.ReadAllText(file))
                    where used != folder.Key && !folder.Value.Contains(used)
                    select $"{Path.GetRelativePath(Root, file)} uses {used}";
        wrong.Distinct().ShouldBeEmpty();
    }

    // A using, a full name, or a name qualified by a folder: all three are ways to reach across.
    private static IEnumerable<string> Mentions(string code) => Mention().Matches(Comment().Replace(code, ""))
        .Select(m => m.Groups[1].Value).Where(Arrows.ContainsKey);

    private static string Root { get; } = Path.Combine(Support.Repository.Root, "src", "Digest");

    [GeneratedRegex(@"\bDigest\.([A-Z]\w+)\b")]
    private static partial Regex Mention();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
