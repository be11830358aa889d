using System.Globalization;
using System.Text;

namespace Digest.Model;

/// <summary>
/// A word or a few in a row, found in texts whatever the case and the accents: whole words, or with an asterisk at the end (<c>elect*</c>) any
/// that begin so. In scripts without spaces between words it is found anywhere.
/// </summary>
public sealed class Phrase
{
    private readonly string _sought;

    private Phrase(string text, string sought)
    {
        Text = text;
        _sought = sought;
    }

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>Null for what holds no letter or digit: it would be found nowhere, or everywhere.</summary>
    public static Phrase? Of(string text)
    {
        var folded = Fold(text);
        return folded.Length < 3
            ? null
            : new Phrase(text.Trim(), folded.AsSpan().ContainsAnyInRange('\u2e80', '\ud7ff') ? folded.Trim() : text.TrimEnd().EndsWith('*') ? folded[..^1] : folded);
    }

    /// <summary>The phrases of a list; those that say nothing are left out.</summary>
    public static IReadOnlyList<Phrase> All(IEnumerable<string> texts) => [.. texts.Select(Of).OfType<Phrase>()];

    /// <param name="folded">A text by <see cref="Fold"/>.</param>
    public bool IsIn(string folded) => folded.Contains(_sought, StringComparison.Ordinal);

    /// <summary>Words in small letters without accents, each between single spaces, one at both ends: " schone grusse ".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }
}
