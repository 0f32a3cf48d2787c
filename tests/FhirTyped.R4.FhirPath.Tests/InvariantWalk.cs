using System.Collections.Frozen;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Evaluates the invariants at every place of a resource for which they are meant.</summary>
internal sealed class InvariantWalk
{
    private static readonly FrozenDictionary<string, (string Key, FhirPathExpression Expression)[]> ByContext = Facts.Invariants
        .GroupBy(static invariant => invariant.Context.Replace("[x]", "", StringComparison.Ordinal), StringComparer.Ordinal)
        .ToFrozenDictionary(
            static group => group.Key,
            static group => group.Select(static invariant => (invariant.Key, FhirPathExpression.For(invariant.Expression))).ToArray());

    private readonly Action<string, string, InvariantResult> _report;
    private readonly string _file;
    private readonly FhirPathContext _context;

    private InvariantWalk(string file, FhirPathContext context, Action<string, string, InvariantResult> report)
    {
        _file = file;
        _context = context;
        _report = report;
    }

    /// <summary>Reports for each invariant, by its context and key, and each place what comes of it.</summary>
    public static void Run(string file, Resource resource, Action<string, string, InvariantResult> report, Resource? root = null)
    {
        var context = new FhirPathContext { Resource = resource, RootResource = root ?? resource };
        new InvariantWalk(file, context, report).Visit(resource, resource.TypeName, []);
    }

    // The paths under which an element is known: from the resource, and from each data type around it.
    private void Visit(Base element, string path, List<string> typePaths)
    {
        Check(element, "Element", element is Element);
        Check(element, "Resource", element is Resource);
        Check(element, "DomainResource", element is DomainResource);
        Check(element, "Quantity", element is Quantity and not (Age or Count or Distance or Duration) || element.TypeName is "Age" or "Count" or "Distance" or "Duration");
        Check(element, path, true);
        foreach (var typePath in typePaths)
        {
            Check(element, typePath, true);
        }

        if (element is Element and not (PrimitiveElement or Quantity) && element.TypeName is not ("BackboneElement" or "Element"))
        {
            Check(element, element.TypeName, true);
            typePaths = [.. typePaths, element.TypeName];
        }

        if (element is Age or Count or Distance or Duration)
        {
            Check(element, element.TypeName, true);
        }

        foreach (var child in element.GetElements())
        {
            if (child.Value is Resource inner)
            {
                var isContained = child.Name == "contained";
                Run(_file, inner, _report, isContained ? _context.RootResource : null);
            }
            else
            {
                Visit(child.Value, Below(path, child.Name), typePaths.ConvertAll(typePath => Below(typePath, child.Name)));
            }
        }
    }

    // Items within items, concepts within concepts, sections within sections have the rules of the outer ones.
    private static string Below(string path, string name) =>
        path.EndsWith("." + name, StringComparison.Ordinal) && name is "item" or "concept" or "section" or "part" or "contains" or "rule" or "action"
            ? path
            : path + "." + name;

    private void Check(Base element, string context, bool applies)
    {
        if (!applies || !ByContext.TryGetValue(context, out var invariants))
        {
            return;
        }

        foreach (var (key, expression) in invariants)
        {
            InvariantResult result;
            try
            {
                result = expression.Test(element, _context) switch
                {
                    true => InvariantResult.Holds,
                    false => InvariantResult.IsBroken,
                    null => InvariantResult.IsUnknown,
                };
            }
            catch (FhirPathException)
            {
                result = InvariantResult.Fails;
            }

            _report(context + " " + key, _file, result);
        }
    }
}
