namespace Digest.Deliver.Bounces;

/// <summary>
/// Fields in the manner of RFC 3464, 2: groups of <c>Name: value</c> apart by empty lines. Reads damaged ones too: groups that run
/// together, fields that are indented, other lines between them.
/// </summary>
public static class StatusReport
{
    /// <summary>What is folded onto a longer value is dropped: nobody explains a refusal at such length.</summary>
    private const int MostValue = 8000;

    /// <summary>The groups, each name in lower case with its values in their order.</summary>
    public static List<Dictionary<string, List<string>>> Groups(string text)
    {
        var groups = new List<Dictionary<string, List<string>>>();
        Dictionary<string, List<string>>? group = null;
        List<string>? field = null;
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd()))
        {
            if (line.Length == 0)
            {
                (group, field) = (null, null);
            }
            else if (Name(line) is { } name)
            {
                if (group is null || (name is "final-recipient" && group.ContainsKey(name)))
                {
                    groups.Add(group = []);
                }

                field = group.TryGetValue(name, out var known) ? known : group[name] = [];
                field.Add(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            }
            else if (field is not null && char.IsWhiteSpace(line[0]))
            {
                field[^1] = field[^1].Length < MostValue ? $"{field[^1]} {line.Trim()}" : field[^1];
            }
            else
            {
                field = null;
            }
        }

        return groups;
    }

    /// <summary>The first value of a field in a group, or null.</summary>
    public static string? Value(this Dictionary<string, List<string>> group, string name) =>
        group.TryGetValue(name, out var values) ? values[0] : null;

    private static string? Name(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            return null;
        }

        var name = line[..colon].Trim().ToLowerInvariant();
        // An indented line is a field only when it is one we know: "  mx.example.org: said 550" continues the one above.
        var known = !char.IsWhiteSpace(line[0]) || name is "final-recipient" or "original-recipient" or "action" or "status" or "diagnostic-code";
        return known && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? name : null;
    }
}
