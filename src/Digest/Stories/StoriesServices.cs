using Digest.Stories.Topics;

namespace Digest.Stories;

/// <summary>What Stories brings to the service collection; called once, by Program.</summary>
public static class StoriesServices
{
    public static IServiceCollection AddStories(this IServiceCollection services) => services
        .AddSingleton<TopicModelFile>()
        .AddSingleton<StoryEdits>()
        .AddSingleton<StoriesStep>();
}
