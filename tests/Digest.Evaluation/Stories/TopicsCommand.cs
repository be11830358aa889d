using System.CommandLine;
using System.Text.Json;

using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary>
/// <c>topics</c>: is a text's topic told from its words, after learning from other texts? Only title and text are read: not the
/// section, nor the address it stands in, for the label was made from those.
/// </summary>
internal static class TopicsCommand
{
    private const int Folds = 5;

    public static Command Create()
    {
        var learn = new Option<string>("--learn") { Description = "Labelled texts to learn from.", Required = true };
        var test = new Option<string?>("--test") { Description = "Labelled texts to be told; without it, each publisher in turn is kept aside, and a fifth of a set of one publisher." };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var worst = new Option<int>("--worst") { Description = "Lists this many mistakes per set, the surest first.", DefaultValueFactory = _ => 10 };
        var only = new Option<string?>("--only") { Description = "One set (sections-en)." };
        var plain = new Option<bool>("--plain") { Description = "Also tells by the plain method (TF-IDF of 1 and 2 words, linear SVM), learning from the same set." };
        var set = new Option<string[]>("--set") { Description = "An option of training, NAME=VALUE, for tuning.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("topics", "Is a text's topic told from its words?") { learn, test, json, worst, only, plain, set };
        command.SetAction(parse =>
        {
            var teller = new TopicTeller(Tuned.Options(TrainOptions.Default, parse.GetValue(set) ?? []), parse.GetValue(plain));
            var rows = Rows(parse.GetValue(learn)!);
            var asked = parse.GetValue(test) is { } path ? Rows(path) : null;
            var results = new SortedDictionary<string, object>(StringComparer.Ordinal);
            foreach (var set in (asked ?? rows).GroupBy(r => r.Name).Where(s => parse.GetValue(only) is not { } name || s.Key == name))
            {
                var told = asked is null ? KeptAside(teller, rows, set) : teller.Tell(rows, set.Key, [.. set]);
                if (told.Count > 0)
                {
                    results[set.Key] = TopicReport.Print(set.Key, told, parse.GetValue(worst));
                }
            }

            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { sets = results }));
            }
        });
        return command;
    }

    private static List<TopicRow> Rows(string path) => [.. JsonLines.Read<TopicRow>(path)];

    private static List<Told> KeptAside(TopicTeller teller, List<TopicRow> rows, IGrouping<string, TopicRow> set)
    {
        var told = new List<Told>();
        var many = set.Select(r => r.Source).Distinct().Count() > 1;
        foreach (var fold in set.GroupBy(r => many ? r.Source : $"fold {Fold(r)}").OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var aside = fold.Select(r => r.Id).ToHashSet();
            var part = teller.Tell([.. rows.Where(r => r.Name != set.Key || !aside.Contains(r.Id))], set.Key, [.. fold]);
            TopicReport.Line($"  {set.Key}, {fold.Key}", part);
            told.AddRange(part);
        }

        return told;
    }

    // By the identity, so that a text falls in the same fold whatever else the file has.
    private static int Fold(TopicRow row) => row.Id.Aggregate(0, (sum, c) => ((sum * 31) + c) & 0xFFFF) % Folds;
}
