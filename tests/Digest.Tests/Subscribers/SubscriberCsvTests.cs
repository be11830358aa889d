using CsCheck;

using Digest.Subscribers;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class SubscriberCsvTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1~1+@example.org", "'+1~1+@example.org")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("plain@example.org", "plain@example.org")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    public void Writes_cells_that_no_spreadsheet_runs(string text, string cell) => SubscriberCsv.Cell(text).ShouldBe(cell);

    [Fact]
    public void Reads_back_what_it_wrote() =>
        Gen.String[0, 12].Array[1, 4].Array[1, 4].Where(rows => rows.All(r => r.Length > 1 || r[0].Trim().Length > 0)).Sample(rows =>
        {
            // The first line decides the separator: name the columns with commas.
            var csv = "a,b,c,d,e\r\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(SubscriberCsv.Cell)) + "\r\n"));
            SubscriberCsv.Read(csv).Skip(1).Select(r => r.Cells).ShouldBe(rows, ignoreOrder: false, comparer: RowComparer.Instance);
        });

    [Theory]
    [InlineData("\uFEFFaddress;hour\na@example.org;7\n")]
    [InlineData("address\thour\r\na@example.org\t7")]
    [InlineData("\"address\",\"hour\"\n\n\"a@example.org\",\"7\"\n\n")]
    public void Reads_lists_as_other_programs_write_them(string csv) =>
        SubscriberCsv.Read(csv).Last().Cells.ShouldBe(["a@example.org", "7"]);

    [Fact]
    public void Counts_lines_through_quoted_breaks() =>
        SubscriberCsv.Read("address,note\na@example.org,\"one\ntwo\"\n\nb@example.org,\n").Select(r => r.Line).ShouldBe([1, 2, 5]);

    [Theory]
    [InlineData("Le Monde", "Sky | News", "A|B|C")]
    [InlineData("| begins and ends |", "back\\slash", "both \\| of them")]
    [InlineData("ends with \\", "The Paper, Inc.", "x")]
    public void Names_that_hold_the_separator_survive(params string[] names) => ChoicesText.Names(ChoicesText.Joined(names)).ShouldBe(names);

    [Theory]
    [InlineData("Le Monde|Sky News")]
    [InlineData(" Le Monde | | Sky News | le monde ")]
    public void Names_are_parted_by_a_bar_however_it_is_spaced(string text) => ChoicesText.Names(text).ShouldBe(["Le Monde", "Sky News"]);

    private sealed class RowComparer : IEqualityComparer<IReadOnlyList<string>>
    {
        public static readonly RowComparer Instance = new();

        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<string> obj) => obj.Count;
    }
}
