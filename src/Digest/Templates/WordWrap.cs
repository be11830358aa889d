using System.Buffers;
using System.Text;

namespace Digest.Templates;

/// <summary>Breaks plain text into lines at spaces. A word longer than a line (an address) keeps a line of its own, unbroken.</summary>
internal static class WordWrap
{
    private static readonly SearchValues<char> Spaces = SearchValues.Create(string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)));

    public static string Lines(string text, int width, string indent)
    {
        if (!text.AsSpan().ContainsAny(Spaces))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        foreach (var paragraph in text.Split('\n'))
        {
            if (result.Length > 0)
            {
                result.Append('\n').Append(indent);
            }

            Paragraph(result, paragraph, width, indent);
        }

        return result.ToString();
    }

    private static void Paragraph(StringBuilder result, string paragraph, int width, string indent)
    {
        var column = indent.Length;
        var first = true;
        foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!first && column + 1 + word.Length > width)
            {
                result.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (!first)
            {
                result.Append(' ');
                column++;
            }

            result.Append(word);
            column += word.Length;
            first = false;
        }
    }
}
