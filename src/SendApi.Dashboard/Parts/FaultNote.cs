using Microsoft.AspNetCore.Components;
using SendApi.Client;

namespace SendApi.Dashboard.Parts;

/// <summary>The same as <see cref="FaultBox"/> for a note at the edge of the page.</summary>
public static class FaultNote
{
    public static RenderFragment Of(SendApiException fault) => builder =>
    {
        builder.OpenElement(0, "div");
        builder.AddContent(1, fault.Details.Count == 0 ? fault.Message : string.Join(" ", fault.Details.Select(d => d.Message)));
        builder.CloseElement();
        builder.OpenElement(2, "div");
        builder.AddAttribute(3, "class", "fault-facts");
        if (fault.Code > 0)
        {
            builder.OpenElement(4, "a");
            builder.AddAttribute(5, "href", $"/docs/errors/{fault.Code}");
            builder.AddAttribute(6, "target", "_blank");
            builder.AddAttribute(7, "rel", "noopener");
            builder.AddContent(8, $"Error {fault.Code}");
            builder.CloseElement();
        }

        if (fault.RequestId is { } request)
            builder.AddContent(9, $" Request {request}");
        builder.CloseElement();
    };
}
