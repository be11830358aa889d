namespace Digest.Stories.Text;

/// <summary>Letters as they are compared: lower case, Latin without accents (António = Antonio); Cyrillic and others keep theirs.</summary>
public static class Fold
{
    private static readonly char[] Latin = Build();

    public static char Letter(char c) => c < Latin.Length ? Latin[c] : char.ToLowerInvariant(c);

    public static string Word(string text) => string.Create(text.Length, text, (span, t) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Letter(t[i]);
        }
    });

    // Everything up to U+024F: base letters by decomposition, and by hand where Unicode has none (ł, ø, đ).
    private static char[] Build()
    {
        var table = new char[0x250];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            var bare = char.IsLetter(c) ? c.ToString().Normalize(System.Text.NormalizationForm.FormD)[0] : c;
            table[i] = char.ToLowerInvariant(bare);
        }

        foreach (var (from, to) in new[] { ('ł', 'l'), ('Ł', 'l'), ('ø', 'o'), ('Ø', 'o'), ('đ', 'd'), ('Đ', 'd'), ('ß', 's'), ('æ', 'e'), ('Æ', 'e'), ('œ', 'e'), ('Œ', 'e'), ('ı', 'i') })
        {
            table[from] = to;
        }

        return table;
    }
}
