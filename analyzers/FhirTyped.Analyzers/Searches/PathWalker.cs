using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Walks through code in the order in which it runs, and keeps count of what may not run, or not run once.</summary>
internal abstract class PathWalker
{
    private int _branches;

    /// <summary>Whether the code at hand runs on some paths only.</summary>
    protected bool IsInBranch => _branches > 0;

    /// <summary>Walks through an operation.</summary>
    public virtual void Walk(IOperation? operation)
    {
        switch (operation)
        {
            case null:
                break;
            case IConditionalOperation conditional:
                Walk(conditional.Condition);
                WalkBranch(conditional.WhenTrue);
                WalkBranch(conditional.WhenFalse);
                break;
            case ICoalesceOperation coalesce:
                Walk(coalesce.Value);
                WalkBranch(coalesce.WhenNull);
                break;
            case IConditionalAccessOperation access:
                Walk(access.Operation);
                WalkBranch(access.WhenNotNull);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } binary:
                Walk(binary.LeftOperand);
                WalkBranch(binary.RightOperand);
                break;
            case ISwitchOperation choice:
                Walk(choice.Value);
                WalkBranches(choice.Cases);
                break;
            case ISwitchExpressionOperation choice:
                Walk(choice.Value);
                WalkBranches(choice.Arms);
                break;
            case ITryOperation attempt:
                WalkTry(attempt);
                break;

            // A loop may not run, or run often; a function may not be called.
            case ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                WalkBranches(operation.ChildOperations);
                break;
            default:
                WalkChildren(operation);
                break;
        }
    }

    /// <summary>Walks through the parts of an operation, one after the other.</summary>
    protected void WalkChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            Walk(child);
        }
    }

    private void WalkBranch(IOperation? operation)
    {
        _branches++;
        Walk(operation);
        _branches--;
    }

    private void WalkBranches(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations)
        {
            WalkBranch(operation);
        }
    }

    private void WalkTry(ITryOperation attempt)
    {
        if (attempt.Catches.IsEmpty)
        {
            Walk(attempt.Body);
        }
        else
        {
            WalkBranch(attempt.Body);
            WalkBranches(attempt.Catches);
        }

        Walk(attempt.Finally);
    }
}
