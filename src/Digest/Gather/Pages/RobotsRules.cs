namespace Digest.Gather.Pages;

/// <summary>What a site's robots.txt lets this reader see (RFC 9309).</summary>
public sealed class RobotsRules
{
    public static readonly RobotsRules AllowAll = new([]);
    public static readonly RobotsRules DenyAll = new([(false, "/")]);

    private const int MostRules = 2000;
    private readonly List<(bool Allow, string Path)> _rules;

    private RobotsRules(List<(bool, string)> rules) => _rules = rules;

    /// <param name="text">The file.</param>
    /// <param name="token">This reader's product token, as in its User-Agent: Digest.</param>
    public static RobotsRules Parse(string text, string token)
    {
        var own = new List<(bool, string)>();
        var others = new List<(bool, string)>();
        var (isOwn, isOthers, inHead, hasOwn) = (false, false, false, false);
        foreach (var line in text.Split('\n'))
        {
            if (Field(line) is not var (name, value))
            {
                continue;
            }

            if (name == "user-agent")
            {
                // Several names in a row head one group.
                (isOwn, isOthers) = inHead ? (isOwn, isOthers) : (false, false);
                inHead = true;
                isOwn |= value.Equals(token, StringComparison.OrdinalIgnoreCase);
                isOthers |= value == "*";
                hasOwn |= isOwn;
            }
            else if (name is "allow" or "disallow")
            {
                inHead = false;
                Add(isOwn ? own : isOthers ? others : null, name == "allow", value);
            }
        }

        return new(hasOwn ? own : others);
    }

    /// <summary>The longest matching rule decides; of two equals the one that allows.</summary>
    public bool Allows(Uri uri)
    {
        var path = uri.PathAndQuery;
        var best = _rules.Where(r => Matches(r.Path, path)).OrderByDescending(r => r.Path.Length).ThenByDescending(r => r.Allow).Select(r => (bool?)r.Allow).FirstOrDefault();
        return best ?? true;
    }

    private static void Add(List<(bool, string)>? group, bool allow, string path)
    {
        if (path.Length > 0 && group is { Count: < MostRules })
        {
            group.Add((allow, path));
        }
    }

    private static (string Name, string Value)? Field(string line)
    {
        var hash = line.IndexOf('#', StringComparison.Ordinal);
        var text = hash < 0 ? line : line[..hash];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 1 ? null : (text[..colon].Trim().ToLowerInvariant(), text[(colon + 1)..].Trim());
    }

    // '*' stands for any run, '$' at the end for the end. Each piece is sought once, left to right: no backtracking.
    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var pieces = (anchored ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = pieces[0].Length;
        for (var i = 1; i < pieces.Length; i++)
        {
            var last = anchored && i == pieces.Length - 1;
            var found = last ? path.LastIndexOf(pieces[i], StringComparison.Ordinal) : path.IndexOf(pieces[i], at, StringComparison.Ordinal);
            if (found < at)
            {
                return false;
            }

            at = found + pieces[i].Length;
        }

        return !anchored || at == path.Length;
    }
}
