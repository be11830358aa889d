using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Digest.Deliver.Bounces;

/// <summary>Comma-separated values (RFC 4180): quotes, doubled quotes, line breaks within them; LF as good as CRLF.</summary>
internal static class Csv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\r\n");

    /// <summary>A record's fields at a time; a byte order mark is left out.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        var open = new StringBuilder();
        while (await reader.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            open.Append(open.Length > 0 ? "\n" : "").Append(line.TrimStart('\ufeff'));
            var record = open.ToString();
            // An odd number of quotes: the record goes on in the next line. A stray quote must not swallow the file.
            if (record.AsSpan().Count('"') % 2 == 0 || record.Length > 10_000)
            {
                open.Clear();
                yield return Fields(record);
            }
        }

        if (open.Length > 0)
        {
            yield return Fields(open.ToString());
        }
    }

    /// <summary>One record with its CRLF. What a spreadsheet would run as a formula is made text by a leading apostrophe.</summary>
    public static string Line(params string[] fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static string Field(string field)
    {
        var safe = field.Length > 0 && field[0] is '=' or '+' or '-' or '\t' or '\r' ? "'" + field : field;
        return safe.AsSpan().IndexOfAny(Special) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static List<string> Fields(string record)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c is ',' or ';' or '\t' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
