package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/etcdmain"
	helmcmd "helm.sh/helm/v4/pkg/cmd"
	"helm.sh/helm/v4/pkg/kube"
	"k8s.io/component-base/cli"
	kubectlcmd "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	"sigs.k8s.io/kwok/pkg/config"
	kwokcmd "sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

func etcd() int {
	etcdmain.Main(os.Args)
	return 0
}

func kubeAPIServer() int { return cli.Run(apiserver.NewAPIServerCommand()) }

func kubeControllerManager() int { return cli.Run(controllermanager.NewControllerManagerCommand()) }

func kubeScheduler() int { return cli.Run(scheduler.NewSchedulerCommand()) }

func kubectl() int { return cli.Run(kubectlcmd.NewDefaultKubectlCommand()) }

func helm() int {
	dropForeignFlags("helm")
	kube.ManagedFieldsManager = "helm" // otherwise the name of this binary would own what a chart installs
	command, err := helmcmd.NewRootCmd(os.Stdout, os.Args[1:], helmcmd.SetupLogging)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := command.Execute(); err != nil {
		if coded, ok := errors.AsType[helmcmd.CommandError](err); ok {
			return coded.ExitCode
		}
		return 1
	}
	return 0
}

func kwok() int {
	dropForeignFlags("kwok")
	flags := pflag.NewFlagSet("global", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	ctx, _ := log.InitFlags(signals.SetupSignalContext(), flags)
	ctx, err := config.InitFlags(ctx, flags)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	command := kwokcmd.NewCommand(ctx)
	command.PersistentFlags().AddFlagSet(flags)
	if err := command.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// dropForeignFlags forgets the global flags that the other parts of this binary registered when they were linked in:
// helm and KWOK register flags of the same names, which would be a panic.
func dropForeignFlags(part string) {
	pflag.CommandLine = pflag.NewFlagSet(part, pflag.ContinueOnError)
}
