namespace FhirTyped.R4.FhirPath;

/// <summary>FHIR's own functions. <see href="https://hl7.org/fhir/R4/fhirpath.html#functions"/></summary>
internal static class FhirFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("extension", 1, 1, ExtensionOf),
        new("hasValue", 0, 0, static call => call.Add(call.Input.Count == 1 && HasValue(call.Input[0]))),
        new("getValue", 0, 0, GetValue),
        new("resolve", 0, 0, Resolve),
        new("htmlChecks", 0, 0, HtmlChecks),
        new("memberOf", 1, 1, static call => Ask(call, call.Run.Context.MemberOf, "a terminology service")),
        new("conformsTo", 1, 1, static call => Ask(call, call.Run.Context.ConformsTo, "a validator of profiles")),
    ];

    private static bool HasValue(FhirPathValue item) => item.Element is { } element ? element is PrimitiveElement { HasValue: true } : item.Kind != FhirPathKind.TypeInfo;

    private static void ExtensionOf(FunctionCall call)
    {
        var url = call.TextArgument(0);
        foreach (var item in call.Input)
        {
            var extensions = item.Element switch
            {
                Element element => element.Extension,
                DomainResource resource => resource.Extension,
                _ => null,
            };
            foreach (var extension in extensions ?? [])
            {
                if (extension.Url == url)
                {
                    call.Add(new FhirPathValue(extension));
                }
            }
        }
    }

    private static void GetValue(FunctionCall call)
    {
        if (call.Input.Count == 1 && HasValue(call.Input[0]))
        {
            call.Add(call.Single());
        }
    }

    private static void Resolve(FunctionCall call)
    {
        foreach (var item in call.Input)
        {
            var reference = item.Element as ResourceReference;
            var target = (reference?.Reference ?? (reference is null ? item.AsString() : null)) is { } url
                ? ReferenceResolver.Find(call.Run, url, reference, call.Node.Position)
                : null;
            target ??= call.Run.Context.AssumeReferencedTypes ? ReferenceResolver.Assume(reference, item) : null;
            if (target is not null)
            {
                call.Add(new FhirPathValue(target));
            }
        }
    }

    private static void HtmlChecks(FunctionCall call)
    {
        foreach (var item in call.Input)
        {
            var html = item.AsString();
            call.Run.ChargeText(html?.Length ?? 0, call.Node.Position);
            call.Add(html is not null && NarrativeCheck.IsAllowed(html));
        }
    }

    private static void Ask(FunctionCall call, Func<Base, string, bool?>? service, string needed)
    {
        if (service is null)
        {
            throw call.Error($"'{call.Node.Name}' needs {needed}, and the context has none.");
        }

        if (call.Input.Count > 1)
        {
            throw call.Error("A single item is needed here, and there are several.");
        }

        if (call.Input.Count == 1 && call.Input[0].Element is { } element && call.TextArgument(0) is { } url && service(element, url) is { } answer)
        {
            call.Add(answer);
        }
    }
}
