using System.Text.Json;

using Digest.Store;

namespace Digest.Cli;

/// <summary>What commands print: tables for people, JSON for programs, both on standard output; logs and progress go to standard error.</summary>
public static class Output
{
    private static readonly JsonSerializerOptions Indented = new(Mapping.Json) { WriteIndented = true };

    public static void Json(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Indented));

    private const int Widest = 60;

    /// <summary>What stands at the end of a line may run on: a server's words are cut where they matter.</summary>
    private const int WidestLast = 300;

    /// <summary>Columns padded to their widest cell, cut at 60 characters, the last one at 300; "none" when there is no row.</summary>
    public static void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var cells = rows.Select(r => r.Select((c, i) => Cut(c ?? "", i == head.Count - 1 ? WidestLast : Widest)).ToArray()).ToList();
        if (cells.Count == 0)
        {
            Console.Out.WriteLine("none");
            return;
        }

        var widths = head.Select((h, i) => Math.Max(h.Length, cells.Max(r => r[i].Length))).ToArray();
        Line(head);
        foreach (var row in cells)
        {
            Line(row);
        }

        void Line(IReadOnlyList<string> row) =>
            Console.Out.WriteLine(string.Join("  ", row.Select((c, i) => i == row.Count - 1 ? c : c.PadRight(widths[i]))).TrimEnd());
    }

    /// <summary>Rows as JSON when asked for, else as a table.</summary>
    public static void List<T>(bool json, IReadOnlyList<T> items, IReadOnlyList<string> head, Func<T, IReadOnlyList<string?>> row)
    {
        if (json)
        {
            Json(items);
        }
        else
        {
            Table(head, items.Select(row));
        }
    }

    // Control characters of a feed or a server must not steer the terminal.
    private static string Cut(string cell, int widest)
    {
        var clean = new string([.. cell.Select(c => char.IsControl(c) ? ' ' : c)]);
        return clean.Length <= widest ? clean : clean[..(widest - 1)] + "…";
    }
}
