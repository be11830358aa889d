namespace Digest.Gather.Parse.Markup;

/// <summary>
/// A document's element names. A feed repeats thirty names thousands of times: each is lower-cased and given its vocabulary once
/// per set of namespace declarations in force.
/// </summary>
internal sealed class NameTable
{
    private const int Slots = 256;
    private const int MostDeclarations = 256;
    private readonly Entry?[] entries = new Entry?[Slots];
    private readonly List<(string Prefix, Vocabulary Vocabulary, int Depth)> scope = [];
    private int version;

    private sealed class Entry
    {
        public required string Written { get; init; }
        public required string Local { get; init; }
        public required string Prefix { get; init; }
        public Vocabulary Vocabulary { get; set; }
        public bool Declared { get; set; }
        public int Version { get; set; } = -1;
        public Entry? Next { get; init; }
    }

    public void Declare(ReadOnlySpan<char> prefix, Vocabulary vocabulary, int depth)
    {
        // Twenty are many; a hostile document has thousands, and every name would search them all.
        if (scope.Count >= MostDeclarations)
        {
            return;
        }

        scope.Add((prefix.ToString(), vocabulary, depth));
        version++;
    }

    /// <summary>Forgets what was declared by elements deeper than <paramref name="depth"/>.</summary>
    public void Leave(int depth)
    {
        while (scope.Count > 0 && scope[^1].Depth > depth)
        {
            scope.RemoveAt(scope.Count - 1);
            version++;
        }
    }

    /// <param name="written">The name as it stands in the tag.</param>
    /// <param name="declared">False when its prefix was never declared and is only guessed.</param>
    public (string Local, Vocabulary Vocabulary) Resolve(ReadOnlySpan<char> written, out bool declared)
    {
        var entry = Find(written);
        if (entry.Version != version)
        {
            (entry.Vocabulary, entry.Declared) = Lookup(entry.Prefix);
            entry.Version = version;
        }

        declared = entry.Declared;
        return (entry.Local, entry.Vocabulary);
    }

    private Entry Find(ReadOnlySpan<char> written)
    {
        var slot = (written.Length * 31 + written[0] * 7 + written[^1] * 13 + written[written.Length / 2]) & (Slots - 1);
        var depth = 0;
        for (var entry = entries[slot]; entry is not null; entry = entry.Next, depth++)
        {
            if (written.SequenceEqual(entry.Written))
            {
                return entry;
            }
        }

        var colon = written.IndexOf(':');
        // A document of invented names would make the chain long: past a few it begins anew.
        return entries[slot] = new Entry
        {
            Written = written.ToString(),
            Local = written[(colon + 1)..].ToString().ToLowerInvariant(),
            Prefix = colon < 0 ? "" : written[..colon].ToString(),
            Next = depth < 8 ? entries[slot] : null,
        };
    }

    private (Vocabulary, bool) Lookup(string prefix)
    {
        for (var i = scope.Count - 1; i >= 0; i--)
        {
            if (scope[i].Prefix == prefix)
            {
                return (scope[i].Vocabulary, true);
            }
        }

        return prefix switch
        {
            "" => (Vocabulary.None, true),
            "xml" => (Vocabulary.Xml, true),
            _ => (Vocabularies.OfPrefix(prefix), false),
        };
    }
}
