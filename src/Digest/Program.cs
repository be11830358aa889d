using Digest.Cli;
using Digest.Compose;
using Digest.Deliver;
using Digest.Deliver.Bounces;
using Digest.Deliver.Dkim;
using Digest.Editions;
using Digest.Gather;
using Digest.Gather.Fetch;
using Digest.Gather.Opml;
using Digest.Gather.WebSub;
using Digest.Links;
using Digest.Model;
using Digest.Sample;
using Digest.Schedule;
using Digest.Store;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Templates;
using Digest.Web;
using Microsoft.Extensions.Logging.Console;

namespace Digest;

/// <summary>The composition root: options → services → migrate → routes → schedule → run.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Build, ServeAsync);

    /// <summary>The whole program, built but not started; tests build it the same way.</summary>
    /// <param name="settings">KEY=VALUE pairs from the command line; they win over environment and files.</param>
    /// <param name="clock">Now; frozen in tests, shifted by --as-of.</param>
    public static WebApplication Build(IReadOnlyDictionary<string, string?> settings, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "digest" });
        builder.Configuration
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("DIGEST_")
            .AddInMemoryCollection(settings);
        builder.Configuration["Logging:LogLevel:Microsoft"] ??= "Warning";
        builder.Configuration["Logging:LogLevel:Quartz"] ??= "Warning";
        builder.Configuration["Logging:LogLevel:System"] ??= "Warning";
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; });
        // Standard output belongs to what a command prints.
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();

        builder.Services.AddSingleton(clock)
            .AddSetting<SiteOptions>("Site")
            .AddSetting<StoreOptions>("Store")
            .AddSetting<StoriesOptions>("Stories")
            .AddSetting<GatherOptions>("Gather")
            .AddSingleton(sp => UserAgent.Of(sp.GetRequiredService<SiteOptions>().Name, sp.GetRequiredService<SiteOptions>().BaseUrl))
            .AddSingleton(sp => new HubCallback(sp.GetRequiredService<SiteOptions>().BaseUrl))
            .AddSetting<DeliverOptions>("Deliver")
            .AddSetting<SubscribersOptions>("Subscribers")
            .AddSetting<ScheduleOptions>("Schedule")
            .AddSetting<TemplateOptions>("Templates")
            .AddSetting<EditionOptions>("Edition")
            .AddSetting<ComposeOptions>("Compose")
            .AddSetting<WebOptions>("Web")
            .AddSetting<DkimOptions>("Dkim")
            .AddSetting<BouncesOptions>("Bounces")
            .AddSetting<SampleOptions>("Sample")
            .AddSingleton(sp => Database.Open(sp.GetRequiredService<StoreOptions>()))
            .AddSingleton<Migrator>()
            .AddLinks(sp => SecretFile.ReadOrMake(sp.GetRequiredService<StoreOptions>().Directory, "link.keys")).AddTemplates()
            .AddGather().AddStories().AddEditions().AddCompose().AddDeliver().AddFeedback().AddSubscribers()
            .AddSingleton<HonourUnsubscribe>(sp => async (token, by, ct) =>
                sp.GetRequiredService<Tokens>().Open(TokenPurpose.Unsubscribe, token) is { } id && await sp.GetRequiredService<Leave>().UnsubscribeAsync(id, by, ct).ConfigureAwait(false))
            .AddSingleton<HonourLeave>(sp => sp.GetRequiredService<Leave>().UnsubscribeAsync)
            .AddWeb().AddSchedule().AddSample();
        return builder.Build();
    }

    /// <summary>Serves until stopped: the schema is up to date by now.</summary>
    public static async Task ServeAsync(WebApplication app, CancellationToken ct)
    {
        // Before anything reads its options: the sample press and mailbox are told to the rest as settings.
        var sample = await app.Services.GetRequiredService<SampleSetup>().EnsureStartedAsync(ct).ConfigureAwait(false);
        Report(await app.Services.GetRequiredService<FeedImport>().AtStartAsync(Path.GetFullPath(FeedImport.StartFile), ct).ConfigureAwait(false), app.Logger);
        var schedule = app.Services.GetRequiredService<ScheduleOptions>();
        app.UseWeb(pages: schedule.Role != Role.Worker);
        if (sample.Mailbox)
        {
            app.MapMailbox();
        }

        await app.StartAsync(ct).ConfigureAwait(false);
        await app.Services.GetRequiredService<FirstRun>().RunAsync(OnceAround(app.Services, schedule), Console.Out, ct).ConfigureAwait(false);
        await app.StartScheduleAsync(ct).ConfigureAwait(false);
        await app.WaitForShutdownAsync(ct).ConfigureAwait(false);
    }

    private static void Report(Gather.Opml.ImportReport? import, ILogger log)
    {
        if (import is null)
        {
            return;
        }

        log.LogInformation("{File}: {Feeds} feeds of {Sources} new titles added, {Known} were there already", FeedImport.StartFile, import.Feeds, import.Sources, import.Known);
        foreach (var refused in import.Refused)
        {
            log.LogWarning("{File}: {Url} was left out: {Why}", FeedImport.StartFile, refused.Url, refused.Why);
        }
    }

    // From the press to the mailbox, once: the same calls that the schedule makes.
    private static FirstRunStep[] OnceAround(IServiceProvider services, ScheduleOptions schedule) =>
        [.. new[] { "gather", "stories", "edition", "compose", "deliver" }.Select(name => new FirstRunStep(name, ct => Steps.Find(schedule, name).Run(services, ct)))];
}
