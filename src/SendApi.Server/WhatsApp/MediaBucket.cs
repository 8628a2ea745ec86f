using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using SendApi.Core;

namespace SendApi.Server.WhatsApp;

/// <summary>The bytes of files in a bucket of Amazon S3, or of a server that speaks as it does: one for all nodes. An object has the name of its account and its id.</summary>
/// <remarks>Source: Amazon S3 API Reference, PutObject, GetObject, DeleteObject and ListObjectsV2.</remarks>
public sealed class MediaBucket : IMediaFiles, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostRetries = 2;

    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public MediaBucket(BucketOptions options)
    {
        _bucket = options.Name ?? "";
        _client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
        {
            ServiceURL = options.Url,
            AuthenticationRegion = options.Region,
            // Servers other than Amazon's have no host for each bucket, and not all know the newer checksums.
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = Patience,
            MaxErrorRetry = MostRetries,
        });
    }

    public async Task Keep(string account, string id, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        await Asked(() => _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = Key(account, id), InputStream = content, ContentType = Core.WhatsApp.MediaTypes.Unknown, UseChunkEncoding = false }, ct));
    }

    /// <summary>The file as a whole, beside the others of the machine as long as it is open: who reads it slowly holds no connection to the bucket, and one that breaks is no file.</summary>
    public async Task<Stream?> Open(string account, string id, CancellationToken ct)
    {
        var copy = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            var isThere = await Asked(() => Copy(account, id, copy, ct));
            copy.Position = 0;
            return isThere ? copy : await Closed(copy);
        }
        catch (Exception)
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    public Task Remove(string account, string id, CancellationToken ct) => Asked(() => _client.DeleteObjectAsync(_bucket, Key(account, id), ct));

    public async IAsyncEnumerable<(string Account, string Name)> Before(DateTimeOffset time, [EnumeratorCancellation] CancellationToken ct)
    {
        var first = Ids.First(Ids.Media, time);
        string? from = null;
        do
        {
            var page = await Asked(() => _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket, Prefix = Ids.Account, ContinuationToken = from }, ct));
            foreach (var parts in (page.S3Objects ?? []).Select(o => o.Key.Split('/')))
                if (parts is [var account, var name] && Ids.IsId(Ids.Media, name) && string.CompareOrdinal(name, first) < 0)
                    yield return (account, name);
            from = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (from is not null);
    }

    public void Dispose() => _client.Dispose();

    private async Task<bool> Copy(string account, string id, FileStream to, CancellationToken ct)
    {
        try
        {
            using var answer = await _client.GetObjectAsync(_bucket, Key(account, id), ct);
            await answer.ResponseStream.CopyToAsync(to, ct);
            return true;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode != "NoSuchBucket")
        {
            return false;
        }
    }

    private static async Task<Stream?> Closed(FileStream file)
    {
        await file.DisposeAsync();
        return null;
    }

    private static string Key(string account, string id) => $"{account}/{id}";

    private static async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception fault)
        {
            throw new MediaFault($"The bucket for files refused it: {fault.ErrorCode ?? fault.StatusCode.ToString()}.", fault);
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException or IOException or TimeoutException)
        {
            throw new MediaFault("The bucket for files cannot be reached.", fault);
        }
    }
}

/// <summary>The settings of a bucket for files, section "WhatsApp:Bucket".</summary>
public sealed class BucketOptions
{
    /// <summary>Where it is, such as <c>https://s3.eu-central-1.amazonaws.com</c>. Without it files are kept in the data folder.</summary>
    public string? Url { get; init; }

    /// <summary>The bucket's name. It must be there.</summary>
    public string? Name { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    public bool IsSet => !string.IsNullOrEmpty(Url);
}
