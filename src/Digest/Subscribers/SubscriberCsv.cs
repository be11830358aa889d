using System.Globalization;
using System.Text;

using Digest.Model;

namespace Digest.Subscribers;

/// <summary>
/// Readers as CSV (RFC 4180). Cells that a spreadsheet would take for a formula (=, +, -, @, tab, and the apostrophe itself) begin with an
/// apostrophe, which reading takes off again.
/// </summary>
public static class SubscriberCsv
{
    public static readonly IReadOnlyList<string> Columns =
        ["address", "state", "topics", "hour", "zone", "frequency", "week_day", "locale", "languages", "max_stories", "created_at",
            "followed_titles", "muted_titles", "followed_words", "muted_words", "minutes", "feedback", "prefers_free"];

    private const string Dangerous = "=+-@\t\r\n'";

    public static string Header => string.Join(',', Columns);

    public static string Line(Subscriber reader) => string.Join(',', new[]
    {
        reader.Address,
        reader.State.ToString(),
        string.Join(' ', reader.Topics.Select(t => Topic.Find(t)?.Key ?? t)),
        reader.Hour.ToString(CultureInfo.InvariantCulture),
        reader.Zone,
        reader.Frequency.ToString(),
        reader.WeekDay.ToString(),
        reader.Locale,
        string.Join(' ', reader.Languages),
        reader.MaxStories.ToString(CultureInfo.InvariantCulture),
        reader.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ChoicesText.Joined(reader.FollowedTitles),
        ChoicesText.Joined(reader.MutedTitles),
        ChoicesText.Joined(reader.FollowedWords),
        ChoicesText.Joined(reader.MutedWords),
        reader.Minutes.ToString(CultureInfo.InvariantCulture),
        reader.Feedback ? "yes" : "no",
        reader.PrefersFree ? "yes" : "no",
    }.Select(Cell));

    /// <summary>A cell that no spreadsheet runs.</summary>
    public static string Cell(string text)
    {
        var safe = text.Length > 0 && Dangerous.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",;\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>
    /// The rows with the number of the line each begins on, from 1. The separator is the comma, semicolon or tab that the first line holds
    /// most of; empty lines are left out; a quote that is never closed ends with its file.
    /// </summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Read(string text)
    {
        var separator = SeparatorOf(text);
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        while (position < text.Length)
        {
            var start = line;
            var cells = ReadRow(text, separator, ref position, ref line);
            if (cells.Count > 1 || cells[0].Trim().Length > 0)
            {
                yield return (start, cells);
            }
        }
    }

    private static char SeparatorOf(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        return ",;\t".MaxBy(c => first.Count(x => x == c));
    }

    private static List<string> ReadRow(string text, char separator, ref int position, ref int line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (; position < text.Length; position++)
        {
            var c = text[position];
            line += c == '\n' ? 1 : 0;
            if (quoted && c == '"' && position + 1 < text.Length && text[position + 1] == '"')
            {
                cell.Append('"');
                position++;
            }
            else if (c == '"' && (quoted || cell.Length == 0))
            {
                quoted = !quoted;
            }
            else if (!quoted && c == '\n')
            {
                position++;
                break;
            }
            else if (!quoted && c == separator)
            {
                Take(cells, cell);
            }
            else if (quoted || c != '\r')
            {
                cell.Append(c);
            }
        }

        Take(cells, cell);
        return cells;
    }

    private static void Take(List<string> cells, StringBuilder cell)
    {
        var text = cell.ToString();
        cells.Add(text.Length > 1 && text[0] == '\'' && Dangerous.Contains(text[1], StringComparison.Ordinal) ? text[1..] : text);
        cell.Clear();
    }
}
