using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.Json.Nodes;
using System.Xml;

using Digest.Gather.Articles;
using Digest.Gather.Parse;
using Digest.Model;

namespace Digest.Benchmarks;

/// <summary>
/// Items per second of processor time from bytes to whole articles, beside CodeHollow.FeedReader and System.ServiceModel.Syndication on the same feeds in the
/// same run, round about, medians: only the ratios carry over to another machine. The others stop at fields; Digest also makes teasers, identities and hashes.
/// </summary>
internal static class GatherSpeed
{
    private static readonly Uri From = new("https://made.example/rss");

    private sealed record Contestant(string Name, Func<byte[], int> Read)
    {
        public List<double> Rates { get; } = [];
        public double Median => Rates.Order().ElementAt(Rates.Count / 2);
    }

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Rounds, each with every reader.", DefaultValueFactory = _ => 15 };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON." };
        var command = new Command("gather", "Feed parsing, as ratios to other readers.") { rounds, json };
        command.SetAction(result => Run(Math.Clamp(result.GetValue(rounds), 1, 1000), result.GetValue(json)));
        return command;
    }

    private static int Run(int rounds, bool json)
    {
        var maker = new FeedMaker(seed: 7);
        byte[][] feeds = [.. Enumerable.Range(0, 6).Select(_ => maker.Rss(50)), .. Enumerable.Range(0, 2).Select(_ => maker.Atom(50))];
        Contestant[] all = [new("digest", Digest), new("codehollow", CodeHollow), new("syndication", Syndication)];
        Console.Error.WriteLine($"{feeds.Length} feeds, {feeds.Sum(f => f.Length) / 1024} KB, {rounds} rounds");
        foreach (var contestant in all)
        {
            // Warm enough for tiered compilation to have settled.
            Measure(contestant, feeds, TimeSpan.FromSeconds(5));
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var contestant in all)
            {
                contestant.Rates.Add(Measure(contestant, feeds, TimeSpan.FromMilliseconds(400)));
            }
        }

        Report(all, json);
        return 0;
    }

    private static double Measure(Contestant contestant, byte[][] feeds, TimeSpan least)
    {
        // Processor time, not the clock's: on a machine that others use, the clock measures them. The garbage collector's share is in it.
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var items = 0L;
        var spent = TimeSpan.Zero;
        while (spent < least)
        {
            foreach (var feed in feeds)
            {
                items += contestant.Read(feed);
            }

            self.Refresh();
            spent = self.TotalProcessorTime - before;
        }

        return items / spent.TotalSeconds;
    }

    private static void Report(Contestant[] all, bool json)
    {
        var (digest, codeHollow, syndication) = (all[0].Median, all[1].Median, all[2].Median);
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                ["itemsPerSecond"] = Math.Round(digest),
                ["ratioCodeHollow"] = Math.Round(digest / codeHollow, 2),
                ["ratioSyndication"] = Math.Round(digest / syndication, 2),
            }.ToJsonString());
            return;
        }

        foreach (var contestant in all)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{contestant.Name,-12} {contestant.Median,10:N0} items/s   digest is {digest / contestant.Median:F2} times that"));
        }
    }

    private static readonly Feed TheFeed = new() { Id = 1, SourceId = 1, Url = From.AbsoluteUri };
    private static readonly Source TheSource = new() { Id = 1, Name = "Made Gazette" };
    private static readonly Sight TheSight = new(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero), First: false, TimeSpan.FromHours(36));

    private static int Digest(byte[] feed) =>
        ArticleMaker.Make(FeedParser.Parse(feed, "application/xml", From, ParseLimits.Default), TheFeed, TheSource, TheSight).Count;

    private static int CodeHollow(byte[] feed) => global::CodeHollow.FeedReader.FeedReader.ReadFromByteArray(feed).Items.Count;

    private static int Syndication(byte[] feed)
    {
        using var reader = XmlReader.Create(new MemoryStream(feed));
        return SyndicationFeed.Load(reader).Items.Count();
    }
}
