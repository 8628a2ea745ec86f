using SendApi.Server.Storage;
using SendApi.Server.WhatsApp;

namespace SendApi.Server.Wiring;

/// <summary>Where the files of messages are: a bucket where one is set, else the data folder.</summary>
internal static class MediaPlace
{
    public static IMediaFiles Of(WhatsAppOptions options, StoreLocation location) => options.Bucket.IsSet ? new MediaBucket(options.Bucket) : new MediaFolder(location.Folder);

    /// <summary>The same for a command, which reads the settings as the server does.</summary>
    public static IMediaFiles Of(StoreLocation location)
    {
        var options = ServerHost.AddSettings(new ConfigurationBuilder(), location).Build().GetSection("WhatsApp").Get<WhatsAppOptions>() ?? new();
        options.Check();
        return Of(options, location);
    }
}
