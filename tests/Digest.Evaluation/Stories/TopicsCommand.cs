using System.CommandLine;
using System.Text.Json;

using Digest.Stories.Topics;

namespace Digest.Evaluation.Stories;

/// <summary><c>topics</c>: is a text's topic told from its words, after learning from other texts?</summary>
internal static class TopicsCommand
{
    public static Command Create()
    {
        var learn = new Option<string>("--learn") { Description = "Labelled texts to learn from.", Required = true };
        var test = new Option<string?>("--test") { Description = "Labelled texts to be told; without it, each publisher in turn is kept aside." };
        var json = new Option<bool>("--json") { Description = "The last line is one JSON object." };
        var worst = new Option<int>("--worst") { Description = "Lists this many mistakes per set, the surest first." };
        var only = new Option<string?>("--only") { Description = "One set (sections-en)." };
        var set = new Option<string[]>("--set") { Description = "An option of training, NAME=VALUE, for tuning.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("topics", "Is a text's topic told from its words?") { learn, test, json, worst, only, set };
        command.SetAction(parse =>
        {
            var options = Tuned.Options(TrainOptions.Default, parse.GetValue(set) ?? []);
            var rows = Rows(parse.GetValue(learn)!, parse.GetValue(only));
            var results = new SortedDictionary<string, object>(StringComparer.Ordinal);
            foreach (var (name, guesses) in parse.GetValue(test) is { } path ? Tested(rows, Rows(path, parse.GetValue(only)), options) : KeptAside(rows, options))
            {
                results[name] = Print(name, guesses, parse.GetValue(worst));
            }

            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new { sets = results }));
            }
        });
        return command;
    }

    private static List<TopicRow> Rows(string path, string? only) =>
        [.. JsonLines.Read<TopicRow>(path).Where(r => only is null || r.Name == only)];

    // One model per set: a set of one source has a style of its own and learns from itself; one of many publishers must do for
    // unseen ones, and learns from everything in its language.
    private static IEnumerable<(string, List<Told>)> Tested(List<TopicRow> learn, List<TopicRow> test, TrainOptions options)
    {
        foreach (var set in test.GroupBy(r => r.Name))
        {
            var own = learn.Where(r => r.Name == set.Key).ToList();
            var many = own.Select(r => r.Source).Distinct().Count() > 1;
            var lessons = many ? [.. own, .. learn.Where(r => r.Lang == own[0].Lang && r.Set != own[0].Set)] : own;
            if (lessons.Select(r => r.Label).Distinct().Count() > 1)
            {
                yield return (set.Key, Tell(lessons, own.Select(Code).ToHashSet(), set, options));
            }
        }
    }

    private static IEnumerable<(string, List<Told>)> KeptAside(List<TopicRow> rows, TrainOptions options)
    {
        foreach (var set in rows.GroupBy(r => r.Name).Where(s => s.Select(r => r.Source).Distinct().Count() > 1))
        {
            var told = new List<Told>();
            foreach (var publisher in set.GroupBy(r => r.Source))
            {
                var lessons = set.Where(r => r.Source != publisher.Key).ToList();
                var others = rows.Where(r => r.Lang == lessons[0].Lang && r.Name != set.Key);
                told.AddRange(Tell([.. lessons, .. others], lessons.Select(Code).ToHashSet(), publisher, options));
                Print($"  {publisher.Key}", [.. told.Where(t => t.Row.Source == publisher.Key)], 0);
            }

            yield return (set.Key, told);
        }
    }

    private static List<Told> Tell(List<TopicRow> lessons, HashSet<string> codes, IEnumerable<TopicRow> test, TrainOptions options)
    {
        var model = TopicTrainer.Train([.. lessons.Select(r => new LabelledText(r.Title, r.Text, r.Lang, Code(r), r.Set + r.Source))], options);
        return [.. test.Select(r =>
        {
            var (code, confidence) = Guess(model, codes, r);
            return new Told(r, Code(r), code, confidence);
        })];
    }

    // Only topics that the set has: others were learned from other sets.
    private static (string Code, double Confidence) Guess(TopicModel model, HashSet<string> codes, TopicRow row) =>
        model.Chances(row.Title, row.Text, row.Lang) is { } chances
            ? model.Codes.Zip(chances).Where(c => codes.Contains(c.First)).MaxBy(c => c.Second)
            : ("", 0);

    private static string Code(TopicRow row) => row.Label[(row.Label.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static object Print(string name, List<Told> told, int worst)
    {
        var pairs = told.Select(t => (t.Label, t.Guess)).ToList();
        var score = TopicScore.Of(pairs);
        var interval = Bootstrap.Interval(pairs, p => TopicScore.Of(p).Accuracy, 200);
        var classes = told.Select(t => (t.Label, t.Row.LabelName)).Distinct()
            .Select(c => $"{c.LabelName.Split(',', ' ')[0]} {TopicScore.F1(pairs, c.Label):F2}").Order(StringComparer.Ordinal);
        Console.Error.WriteLine($"{name}: {told.Count} texts, accuracy {score.Accuracy:F3} {Bootstrap.Text(interval)}, macro-F1 {score.MacroF1:F3}; {string.Join(", ", classes)}");
        foreach (var t in told.Where(t => t.Label != t.Guess).OrderByDescending(t => t.Confidence).Take(worst))
        {
            Console.Error.WriteLine($"  {t.Confidence:F2} {Digest.Model.Topic.Find(t.Guess)?.Key} for {t.Row.LabelName}: {t.Row.Source}: {t.Row.Title} {(t.Row.Text.Length > 90 ? t.Row.Text[..90] : t.Row.Text)}");
        }

        return new { accuracy = Math.Round(score.Accuracy, 4), macroF1 = Math.Round(score.MacroF1, 4), classes = score.Classes };
    }

    private sealed record Told(TopicRow Row, string Label, string Guess, double Confidence);
}
