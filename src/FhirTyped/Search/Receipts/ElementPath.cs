using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>
/// An expression that only names elements, as nearly all references to patients do (<c>Observation.subject</c>, <c>Appointment.participant.actor</c>):
/// it is followed without evaluating it, since that is done for each match that is read.
/// </summary>
internal sealed class ElementPath
{
    private readonly string _resourceType;
    private readonly string[] _names;

    private ElementPath(string resourceType, string[] names)
    {
        _resourceType = resourceType;
        _names = names;
    }

    /// <summary>Reads an expression; null where it is anything else.</summary>
    public static ElementPath? TryParse(string expression)
    {
        var names = expression.Split('.');
        return names.Length >= 2 && R4Definitions.IsResourceType(names[0])
            && Array.TrueForAll(names, static name => name.Length > 0 && name.All(char.IsAsciiLetter) && name is not ("as" or "is"))
                ? new ElementPath(names[0], names[1..])
                : null;
    }

    /// <summary>Calls a function with each element; what it returns first that is not null ends it.</summary>
    public TResult? Visit<TState, TResult>(Resource resource, TState state, Func<Base, TState, TResult?> visit)
        where TResult : struct => resource.TypeName == _resourceType ? Visit(resource, 0, state, visit) : null;

    private TResult? Visit<TState, TResult>(Base element, int depth, TState state, Func<Base, TState, TResult?> visit)
        where TResult : struct
    {
        var found = element.GetElements(_names[depth]);
        for (var i = 0; i < found.Count; i++)
        {
            if ((depth + 1 == _names.Length ? visit(found[i], state) : Visit(found[i], depth + 1, state, visit)) is { } result)
            {
                return result;
            }
        }

        return null;
    }
}
