namespace Digest.Editions;

/// <summary>What Editions brings to the service collection; called once, by Program.</summary>
public static class EditionsServices
{
    public static IServiceCollection AddEditions(this IServiceCollection services) => services
        .AddSingleton<EditorPicks>()
        .AddSingleton<StoryFinder>()
        .AddSingleton<EditionStep>();
}
